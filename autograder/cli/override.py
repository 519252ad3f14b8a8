"""`autograder gradebook override`: one decision of a person, appended and shown at once."""

from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

import typer

from autograder.errors import SpecError
from autograder.gradebook import differences
from autograder.model import AnswerScore, Grade, Override
from autograder.report.text import inert, line
from autograder.review import check_points, check_range
from autograder.scoring import apply_overrides, basis_of, override_targets

from .alone import work_alone_in
from .book import grade_of, grades_in, open_book, render_again
from .gradebook import told_change

_WAIT_SECONDS = 30
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the user typed."""

    student: str
    target: str
    points: float
    reason: str
    by: str


def override_grade(out: Path, decision: Decision, *, dry_run: bool) -> int:
    """Append `decision`, render again and say what changed; return the exit code.

    Two at once wait for each other: the files show both.
    """
    _refuse_empty("why", "--reason", decision.reason)
    _refuse_empty("who decided", "--by", decision.by)
    book = open_book(out)
    if not dry_run:
        work_alone_in(out, wait_seconds=_WAIT_SECONDS)
    with book:
        before = grade_of(book, out, decision.student)
        override = _override_of(before, decision)
        if not dry_run:
            book.override(before.assignment, before.submission_id, override)
            render_again(out, grades_in(book, out))
    _tell(before, override, dry_run=dry_run)
    return 0


def _refuse_empty(what: str, option: str, text: str) -> None:
    if not text.strip():
        msg = f"expected {what} behind {option}, found nothing"
        raise SpecError(msg)


def _override_of(grade: Grade, decision: Decision) -> Override:
    """Return the override that `decision` asks for. Raises SpecError: it cannot be."""
    target = decision.target
    if target not in override_targets(grade):
        raise SpecError(_unknown(target, grade))
    answer = _answer_of(target, grade)
    try:
        if answer is not None and target.startswith("question:"):
            check_points(answer, decision.points)
        check_range(target, decision.points, _most(target, grade))
    except ValueError as error:
        msg = f"override of {target!r} of {grade.submission_id!r}: {error}"
        raise SpecError(msg) from error
    return Override(
        target=target, points=decision.points, reason=decision.reason.strip(),
        by=decision.by.strip(), at=datetime.now(UTC), basis=basis_of(answer) if answer else "",
    )  # fmt: skip


def _unknown(target: str, grade: Grade) -> str:
    known = override_targets(grade)
    near = get_close_matches(target, known, n=3)
    # Without a near name, what there is of the kind that was meant.
    kind = [name for name in known if name.partition(":")[0] == target.partition(":")[0]]
    listed = near or (kind or [name for name in known if not name.startswith("check:")])
    told = "did you mean" if near else "it has"
    more = ", ..." if len(listed) > _MOST_NAMED else ""
    names = ", ".join(repr(name) for name in listed[:_MOST_NAMED])
    return f"the grade of {grade.submission_id!r} has no target {target!r}; {told} {names}{more}"


def _answer_of(target: str, grade: Grade) -> AnswerScore | None:
    kind, _, name = target.partition(":")
    question = name.partition(".")[0] if kind in ("question", "rubric") else None
    return next((one for one in grade.rubric if one.question_id == question), None)


def _most(target: str, grade: Grade) -> float:
    """Return the most points of a target that `grade` has; bonus tasks are part of the total."""
    bonus = sum(task.max_points for task in grade.tasks if task.bonus)
    known = {"total": grade.max_points + bonus}
    known |= {f"task:{task.id}": task.max_points for task in grade.tasks}
    known |= {f"check:{check.name}": check.max_points for check in grade.checks}
    for answer in grade.rubric:
        question = answer.question_id
        known[f"question:{question}"] = answer.max_points
        known |= {f"rubric:{question}.{item.item_id}": item.max_points for item in answer.items}
    return known[target]


def _tell(before: Grade, override: Override, *, dry_run: bool) -> None:
    changes = differences(before, apply_overrides(before, [override]))
    told = "; ".join(told_change(change) for change in changes)
    same = "no points change: they are the same, or a decision stands above this one"
    head = "would be decided, nothing was written" if dry_run else "decided"
    name, target = inert(line(before.submission_id)), inert(line(override.target))
    typer.echo(f"{name}: {target} {head} by {inert(line(override.by))}: {told or same}")
