"""One grade run again from its manifest: is every outcome the same?"""

from collections.abc import Iterator

from autograder.grading import Grader
from autograder.model import CheckResult, ExpectedCheck, Grade, Outcome, Record, Submission

from .causes import Cause, Present, causes_of
from .differences import CheckDifference, PointsDifference, compare


class Replayed(Record):
    """What a replay found."""

    checks: int
    """How many checks were compared."""
    answers: int
    """How many written answers were scored again."""
    different_checks: tuple[CheckDifference, ...] = ()
    different_answers: tuple[PointsDifference, ...] = ()
    failed: tuple[str, ...] = ()
    """Checks that could not be run now, through a fault of ours."""

    @property
    def same(self) -> bool:
        """True if nothing differs; what could not be run is not the same."""
        return not (self.different_checks or self.different_answers or self.failed)


def obstacles(grade: Grade, present: Present) -> tuple[Cause, ...]:
    """Return what keeps `grade` from being run again as it was."""
    return causes_of(grade, present)


def replay(grade: Grade, grader: Grader, submission: Submission) -> Replayed:
    """Run all checks and score all answers of `grade` again, and compare.

    Points that a person decided are not compared: the outcome is.

    Raises:
        SandboxError: the sandbox could not be started.
    """
    grader.adopt([_expected(check) for check in grade.checks])
    again = grader.grade(submission)
    found = compare(_undecided(grade), _undecided(again, like=grade))
    failed = [check.name for check in again.checks if check.outcome is Outcome.ERROR]
    return Replayed(
        checks=len(grade.checks),
        answers=len(grade.rubric),
        different_checks=tuple(one for one in found.checks if one.name not in failed),
        different_answers=found.questions,
        failed=tuple(failed),
    )


def _expected(check: CheckResult) -> ExpectedCheck:
    return ExpectedCheck(**{name: getattr(check, name) for name in ExpectedCheck.model_fields})


def _undecided(grade: Grade, *, like: Grade | None = None) -> Grade:
    """Return `grade` without the points that people decided in `like`, or in itself."""
    decided = {override.target for override in (like or grade).overrides}
    questions = set(_questions(decided))
    checks = [
        check.model_copy(update={"points": 0.0}) if f"check:{check.name}" in decided else check
        for check in grade.checks
    ]
    answers = [one for one in grade.rubric if one.question_id not in questions]
    return grade.model_copy(update={"checks": tuple(checks), "rubric": tuple(answers)})


def _questions(targets: set[str]) -> Iterator[str]:
    for target in targets:
        kind, _, name = target.partition(":")
        if kind in ("question", "rubric"):
            yield name.partition(".")[0]
