"""What an author claims of a submission, held against its grade; pure functions."""

import math
from collections.abc import Collection, Iterator

from autograder.model import CheckResult, Grade, Outcome, Verdict

_MOST_NAMED = 3
_UNFRIENDLY = {
    "protocol",
    "ended",
    "killed",
    "memory",
    "timeout",
    "import",
    "infrastructure",
    "missing",
}
_TOLERANCE = 1e-6


def points_of(grade: Grade) -> float | None:
    """Return the points of all tasks; None while one is blank. Free-text answers are left out."""
    parts = [task.points for task in grade.tasks]
    return None if None in parts else round(math.fsum(part or 0 for part in parts), 4)


def lost_tasks(grade: Grade) -> tuple[str, ...]:
    """Return the tasks that are not whole, in order."""
    return tuple(task.id for task in grade.tasks if task.points != task.max_points)


def loss_of(grade: Grade) -> float:
    """Return how many points of the tasks were lost."""
    return round(math.fsum(task.max_points - (task.points or 0) for task in grade.tasks), 4)


def failed_checks(grade: Grade) -> tuple[CheckResult, ...]:
    """Return the checks that did not pass, in order."""
    return tuple(check for check in grade.checks if check.outcome is not Outcome.PASSED)


def full_marks_breaches(grade: Grade) -> list[str]:
    """Every task is whole and every check passes."""
    failed = failed_checks(grade)
    if not failed and not lost_tasks(grade):
        return []
    named = [_failure(check) for check in failed[:_MOST_NAMED]]
    if len(failed) > _MOST_NAMED:
        named.append(f"and {len(failed) - _MOST_NAMED} more")
    return [f"expected full marks, lost {loss_of(grade):g}: {'; '.join(named)}"]


def template_breaches(grade: Grade) -> list[str]:
    """The template earns nothing, and each check says so in words that help."""
    found = [
        f"check {check.name!r} passes on the template: it proves nothing"
        for check in grade.checks
        if check.outcome is Outcome.PASSED
    ]
    if points_of(grade):
        found.append(f"expected 0 points, found {points_of(grade):g}")
    return found + [words for check in failed_checks(grade) for words in _unfriendly(check)]


def verdict_breaches(grade: Grade, verdict: Verdict) -> list[str]:
    """Return what of `verdict` does not hold, in words."""
    points, lost = points_of(grade), set(lost_tasks(grade))
    ends = {check.outcome for check in failed_checks(grade)}
    found = []
    if verdict.points is not None and points != verdict.points:
        found.append(f"points: {verdict.points:g} declared, {_number(points)} given")
    if verdict.at_most is not None and (points is None or points > verdict.at_most):
        found.append(f"points: at most {verdict.at_most:g} declared, {_number(points)} given")
    if verdict.fails is not None and lost != set(verdict.fails):
        found.append(_of_tasks(verdict.fails, lost))
    if verdict.outcomes is not None and not ends <= set(verdict.outcomes):
        declared = ", ".join(verdict.outcomes)
        found.append(f"outcomes: {declared} declared, {', '.join(sorted(ends))} found")
    if found and verdict.points is not None and (points or 0) < verdict.points:
        found += [_failure(check) for check in failed_checks(grade)[:_MOST_NAMED]]
    return found


def loss_breaches(grade: Grade, fails: Collection[str] | None, max_loss: float | None) -> list[str]:
    """A mistake loses points in just the tasks of `fails` and at most `max_loss` of them."""
    lost, found = lost_tasks(grade), []
    if not lost:
        found.append("it earns full marks: no check fails")
    elif fails is not None and set(lost) != set(fails):
        found.append(_of_tasks(fails, lost))
    if max_loss is not None and loss_of(grade) > max_loss + _TOLERANCE:
        by_task = ", ".join(
            f"{task.max_points - (task.points or 0):g} of {task.id}"
            for task in grade.tasks
            if task.points != task.max_points
        )
        found.append(f"costs {loss_of(grade):g} points ({by_task}), at most {max_loss:g} declared")
    return found


def _unfriendly(check: CheckResult) -> Iterator[str]:
    if check.outcome is not Outcome.FAILED or check.failure in _UNFRIENDLY:
        how = check.failure or check.outcome
        yield (
            f"check {check.name!r} ends in {how!r} on the template, expected a plain failure: "
            f"{_first_line(check.message)}"
        )
    elif not check.message.strip() or "Traceback" in check.message:
        yield f"check {check.name!r} fails on the template without words that a student can read"


def _failure(check: CheckResult) -> str:
    return f"{check.name} {check.outcome}: {_first_line(check.message)}"


def _of_tasks(declared: Collection[str], found: Collection[str]) -> str:
    words = ", ".join(sorted(found)) or "none"
    return f"tasks that lose: {', '.join(sorted(declared)) or 'none'} declared, {words} found"


def _number(points: float | None) -> str:
    return "none" if points is None else f"{points:g}"


def _first_line(message: str) -> str:
    return message.strip().split("\n", 1)[0][:200]
