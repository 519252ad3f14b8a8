"""Check results to points. Pure functions: they read records and return new ones."""

import difflib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from autograder.errors import SpecError
from autograder.model import (
    Assignment,
    CheckResult,
    ExpectedCheck,
    Grade,
    Outcome,
    Override,
    RubricScore,
    Task,
    TaskScore,
)

_DECIMALS = 4
"""Three thirds of a point add up to one, and no float noise reaches a report."""


def complete(
    expected: Sequence[ExpectedCheck], results: Sequence[CheckResult]
) -> tuple[CheckResult, ...]:
    """Return one result for each expected check, in the order of `expected`.

    A check without a result is `missing`. Of two results with one name the last
    counts. A result that nobody expected is never counted: see `unexpected`. What
    the reference reported (task, title, hint, hidden, points to be had) overrides
    what the run says, so that no run can turn a hidden check into a public one.
    """
    by_name = {result.name: result for result in results}
    return tuple(_settle(check, by_name.get(check.name)) for check in expected)


def unexpected(
    expected: Sequence[ExpectedCheck], results: Sequence[CheckResult]
) -> tuple[str, ...]:
    """Return the names of results that the reference never reported, sorted."""
    known = {check.name for check in expected}
    return tuple(sorted({result.name for result in results} - known))


def _settle(check: ExpectedCheck, result: CheckResult | None) -> CheckResult:
    known = check.model_dump()
    if result is None:
        return CheckResult(
            **known,
            outcome=Outcome.MISSING,
            points=0,
            failure="missing",
            message="expected a result for this check, found none: it did not run to its end",
        )
    settled = result.model_copy(update=known)
    return settled.model_copy(update={"points": earned(settled)})


def earned(check: CheckResult) -> float:
    """Return the points that `check` keeps: only a pass, or explicit credit, earns any."""
    credited = check.outcome is Outcome.FAILED and check.failure == "credit"
    if not (credited or check.outcome is Outcome.PASSED) or not math.isfinite(check.points):
        return 0.0
    return min(max(check.points, 0.0), check.max_points)


def score_tasks(assignment: Assignment, checks: Iterable[CheckResult]) -> tuple[TaskScore, ...]:
    """Return the points of each task of `assignment`, in its order.

    A task with a check that failed through our fault is blank (None), never 0.

    Raises:
        SpecError: a check belongs to a task that the assignment does not have.
    """
    by_task: dict[str, list[CheckResult]] = {task.id: [] for task in assignment.tasks}
    for check in checks:
        if check.task not in by_task:
            msg = (
                f"check {check.name!r} belongs to task {check.task!r}, which {assignment.slug!r} "
                f"does not have{_nearest(check.task, by_task)}; correct its task mark"
            )
            raise SpecError(msg)
        by_task[check.task].append(check)
    return tuple(_score_task(task, by_task[task.id]) for task in assignment.tasks)


def _score_task(task: Task, checks: Sequence[CheckResult]) -> TaskScore:
    return TaskScore(
        id=task.id,
        title=task.title,
        points=_task_points(checks, task.points, {}),
        max_points=task.points,
        bonus=task.bonus,
    )


def _task_points(
    checks: Sequence[CheckResult], max_points: float, decided: Mapping[str, float]
) -> float | None:
    parts = [_check_points(check, decided) for check in checks]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return round(min(max(math.fsum(known), 0.0), max_points), _DECIMALS)


def _check_points(check: CheckResult, decided: Mapping[str, float]) -> float | None:
    target = f"check:{check.name}"
    if target in decided:
        return decided[target]
    return None if check.outcome is Outcome.ERROR else earned(check)


def override_targets(grade: Grade) -> tuple[str, ...]:
    """Return everything in `grade` that an override may name."""
    return (
        "total",
        *(f"task:{task.id}" for task in grade.tasks),
        *(f"check:{check.name}" for check in grade.checks),
        *(f"rubric:{item.item_id}" for item in grade.rubric),
    )


def apply_overrides(grade: Grade, overrides: Iterable[Override]) -> Grade:
    """Return `grade` with the points that people decided; all decisions stay in `overrides`.

    Of two overrides of one target the later in the sequence wins. A decision on a
    task stands above decisions on its checks, one on the total above everything. A
    person may go past the maximum of a task. Applying the same overrides to the
    grade as it was first stored always gives the same result.

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
            "rubric": tuple(_decide_item(item, decided) for item in grade.rubric),
            "overrides": history,
        }
    )
    return changed.model_copy(update={"status": _status(changed)})


def _refuse_impossible(override: Override, targets: Sequence[str]) -> None:
    if override.target not in targets:
        msg = (
            f"override of {override.target!r} by {override.by!r}: the grade has no such target"
            f"{_nearest(override.target, targets)}; write total, task:<id>, check:<name> "
            "or rubric:<item>"
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
    return task.model_copy(update={"points": _task_points(own, task.max_points, decided)})


def _decide_item(item: RubricScore, decided: Mapping[str, float]) -> RubricScore:
    points = decided.get(f"rubric:{item.item_id}")
    if points is None:
        return item
    return item.model_copy(update={"points": points, "status": "confirmed"})


def _status(grade: Grade) -> Literal["graded", "unreadable", "error"]:
    blank = grade.points is None
    return "graded" if grade.status == "error" and not blank else grade.status


def settled_points(grade: Grade) -> float | None:
    """Return the points that may leave the house; None while one is blank or only suggested."""
    decided = any(override.target == "total" for override in grade.overrides)
    return grade.points if decided or not grade.needs_review else None


def check_points_match(assignment: Assignment, expected: Sequence[ExpectedCheck]) -> list[str]:
    """Return what is wrong with the points of the checks, in words; empty if all adds up."""
    findings = [
        f"check {name!r} is reported {count} times; names must be unique"
        for name, count in Counter(check.name for check in expected).items()
        if count > 1
    ]
    tasks = {task.id for task in assignment.tasks}
    findings += [
        f"check {check.name!r} belongs to task {check.task!r}, which the assignment does not "
        f"have{_nearest(check.task, tasks)}"
        for check in expected
        if check.task not in tasks
    ]
    for task in assignment.tasks:
        findings += _task_findings(task, [c.max_points for c in expected if c.task == task.id])
    return findings


def _task_findings(task: Task, points: Sequence[float]) -> list[str]:
    if not points:
        return [f"task {task.id!r} has {task.points:g} points and no check; mark one with its id"]
    if any(part < 0 or not math.isfinite(part) for part in points):
        return [f"task {task.id!r} has a check whose points are negative or no number"]
    total = round(math.fsum(points), _DECIMALS)
    if total == round(task.points, _DECIMALS):
        return []
    finding = (
        f"task {task.id!r}: expected its checks to add up to {task.points:g} points, found "
        f"{total:g}; change the points of the task or of its {len(points)} checks"
    )
    return [finding]


def _nearest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""
