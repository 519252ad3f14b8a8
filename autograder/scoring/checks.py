"""Check results to the points of tasks."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from autograder.errors import SpecError
from autograder.model import (
    Assignment,
    CheckResult,
    ExpectedCheck,
    Outcome,
    Task,
    TaskScore,
)

from .names import nearest

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


def not_run(check: ExpectedCheck, reason: str) -> CheckResult:
    """Return the result of a check that our fault kept from running: blank, to be tried again."""
    return CheckResult(
        **check.model_dump(),
        outcome=Outcome.ERROR,
        points=0,
        failure="infrastructure",
        message=reason,
    )


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
                f"does not have{nearest(check.task, by_task)}; correct its task mark"
            )
            raise SpecError(msg)
        by_task[check.task].append(check)
    return tuple(_score_task(task, by_task[task.id]) for task in assignment.tasks)


def _score_task(task: Task, checks: Sequence[CheckResult]) -> TaskScore:
    return TaskScore(
        id=task.id,
        title=task.title,
        points=task_points(checks, task.points, {}),
        max_points=task.points,
        bonus=task.bonus,
        file=task.file,
    )


def task_points(
    checks: Sequence[CheckResult], max_points: float, decided: Mapping[str, float]
) -> float | None:
    """Return the points of a task's checks, of which `decided` hold; None while one is blank."""
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
        f"have{nearest(check.task, tasks)}"
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
