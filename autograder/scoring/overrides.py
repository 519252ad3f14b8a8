"""A person's decisions, applied to a grade."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from autograder.errors import SpecError
from autograder.model import CheckResult, Grade, Override, TaskScore

from .answers import basis_of, decide_answer
from .checks import task_points
from .names import nearest


def override_targets(grade: Grade) -> tuple[str, ...]:
    """Return everything in `grade` that an override may name."""
    return (
        "total",
        *(f"task:{task.id}" for task in grade.tasks),
        *(f"check:{check.name}" for check in grade.checks),
        *(f"question:{answer.question_id}" for answer in grade.rubric),
        *(
            f"rubric:{answer.question_id}.{item.item_id}"
            for answer in grade.rubric
            for item in answer.items
        ),
    )


def apply_overrides(grade: Grade, overrides: Iterable[Override]) -> Grade:
    """Return `grade` with the points that people decided; all decisions stay in `overrides`.

    Of two overrides of one target the later in the sequence wins. A decision on a
    task stands above decisions on its checks, one on a question above those on its
    items, one on the total above everything. A person may go past the maximum of a task.
    Applying the same overrides to the grade as it was first stored always gives the same
    result.

    Raises:
        SpecError: a target that the grade does not have, or points that are no number.
    """
    history = (*grade.overrides, *overrides)
    targets = override_targets(grade)
    for override in history:
        _refuse_impossible(override, targets)
    decided = {override.target: override.points for override in history}
    changed = grade.model_copy(
        update={
            "checks": tuple(_decide_check(check, decided) for check in grade.checks),
            "tasks": tuple(_decide_task(task, grade.checks, decided) for task in grade.tasks),
            "rubric": tuple(decide_answer(answer, decided) for answer in grade.rubric),
            "overrides": history,
        }
    )
    return changed.model_copy(update={"status": _status(changed)})


def _refuse_impossible(override: Override, targets: Sequence[str]) -> None:
    if override.target not in targets:
        msg = (
            f"override of {override.target!r} by {override.by!r}: the grade has no such target"
            f"{nearest(override.target, targets)}; write total, task:<id>, check:<name>, "
            "question:<id> or rubric:<question>.<item>"
        )
        raise SpecError(msg)
    if not math.isfinite(override.points):
        msg = f"override of {override.target!r}: expected a number, found {override.points!r}"
        raise SpecError(msg)


def _decide_check(check: CheckResult, decided: Mapping[str, float]) -> CheckResult:
    points = decided.get(f"check:{check.name}")
    return check if points is None else check.model_copy(update={"points": points})


def _decide_task(
    task: TaskScore, checks: Sequence[CheckResult], decided: Mapping[str, float]
) -> TaskScore:
    own = [check for check in checks if check.task == task.id]
    if f"task:{task.id}" in decided:
        return task.model_copy(update={"points": decided[f"task:{task.id}"]})
    if not any(f"check:{check.name}" in decided for check in own):
        return task
    return task.model_copy(update={"points": task_points(own, task.max_points, decided)})


def _status(grade: Grade) -> Literal["graded", "unreadable", "error"]:
    blank = grade.points is None
    return "graded" if grade.status == "error" and not blank else grade.status


def still_holds(override: Override, grade: Grade) -> bool:
    """Tell whether `grade` has what was decided, and the answer that was read for it."""
    if override.target not in override_targets(grade):
        return False
    kind, _, name = override.target.partition(":")
    question = name.partition(".")[0] if kind in ("question", "rubric") else None
    read = [basis_of(one) for one in grade.rubric if one.question_id == question]
    return not override.basis or override.basis in read


def settled_points(grade: Grade) -> float | None:
    """Return the points that may leave the house; None while a part is blank or waits."""
    return None if grade.needs_review else grade.points
