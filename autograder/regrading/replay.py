"""One grade run again from its manifest: is every outcome the same?"""

from collections.abc import Iterator

from autograder.grading import Grader
from autograder.model import (
    AnswerScore,
    CheckResult,
    ExpectedCheck,
    Grade,
    Outcome,
    Record,
    Submission,
)

from .differences import CheckDifference, compare


class AnswerDifference(Record):
    """A written answer that was scored otherwise."""

    id: str
    before: str
    """`scored 2`, `suggested 1.5`; empty if there was none."""
    after: str


class Replayed(Record):
    """What a replay found."""

    checks: int
    """How many checks were compared."""
    answers: int
    """How many written answers were scored again."""
    different_checks: tuple[CheckDifference, ...] = ()
    different_answers: tuple[AnswerDifference, ...] = ()
    failed: tuple[str, ...] = ()
    """Checks that could not be run now, through a fault of ours."""


def replay(grade: Grade, grader: Grader, submission: Submission, *, is_as_it_was: bool) -> Replayed:
    """Run all checks and score all answers of `grade` again, and compare.

    Of what a person decided, outcomes are compared and points are not.

    Args:
        grade: as it was stored, or with decisions.
        grader: an open one.
        submission: the work that was graded.
        is_as_it_was: the suite is the grade's, so its checks are known; otherwise the
            reference says which there are.

    Raises:
        SpecError: the suite fails on its own reference.
        SandboxError: the sandbox could not be started.
    """
    if is_as_it_was:
        grader.adopt([_expected(check) for check in grade.checks])
    again = grader.grade(submission)
    decided = {override.target for override in grade.overrides}
    found = compare(_undecided(grade, decided), _undecided(again, decided))
    failed = [check.name for check in again.checks if check.outcome is Outcome.ERROR]
    return Replayed(
        checks=len(grade.checks),
        answers=len(grade.rubric),
        different_checks=tuple(one for one in found.checks if one.name not in failed),
        different_answers=tuple(_answers(grade, again, set(_questions(decided)))),
        failed=tuple(failed),
    )


def _expected(check: CheckResult) -> ExpectedCheck:
    return ExpectedCheck(**{name: getattr(check, name) for name in ExpectedCheck.model_fields})


def _undecided(grade: Grade, decided: set[str]) -> Grade:
    checks = [
        check.model_copy(update={"points": 0.0}) if f"check:{check.name}" in decided else check
        for check in grade.checks
    ]
    return grade.model_copy(update={"checks": tuple(checks)})


def _answers(before: Grade, after: Grade, decided: set[str]) -> Iterator[AnswerDifference]:
    old, new = ({one.question_id: _told(one) for one in grade.rubric} for grade in (before, after))
    for name in dict.fromkeys((*old, *new)):
        one, two = old.get(name, ""), new.get(name, "")
        if one != two and name not in decided:
            yield AnswerDifference(id=name, before=one, after=two)


def _told(answer: AnswerScore) -> str:
    points = "no points yet" if answer.points is None else f"{answer.points:g}"
    return f"{answer.status} {points}"


def _questions(targets: set[str]) -> Iterator[str]:
    for target in targets:
        kind, _, name = target.partition(":")
        if kind in ("question", "rubric"):
            yield name.partition(".")[0]
