"""What lateness took, in the words of every report."""

from datetime import datetime

from autograder.model import Grade, Lateness

from .words import counted, number


def late_words(grade: Grade) -> str:
    """Return `before late: 40, after: 36 (1 day late, 10 %)`; empty unless it came late.

    Where a person decided the total, lateness took nothing, and nothing is said of it.
    """
    late = grade.lateness
    if late is None or not late.days or _is_decided(grade):
        return ""
    cost = late_cost(late)
    if grade.points is None:
        return cost
    before, after = number(grade.points_before_late), number(grade.points)
    return f"before late: {before}, after: {after} ({cost})"


def late_remark(grade: Grade) -> str:
    """Return what staff should know of lateness: `late_words`, or that it is not known."""
    unknown = grade.lateness.unknown if grade.lateness else ""
    return f"lateness unknown: {unknown}" if unknown else late_words(grade)


def percent_taken(grade: Grade) -> float:
    """Return how much lateness took; nothing where a person decided the total."""
    return grade.lateness.percent if grade.lateness and not _is_decided(grade) else 0.0


def late_cost(late: Lateness) -> str:
    """Return `3 days late, 2 of them free, 10 %, 1 free day left`."""
    free = f", {late.free_days} of them free" if late.free_days else ""
    base = " of all points" if late.of == "max" and late.percent else ""
    left = "" if late.free_left is None else f", {counted(late.free_left, 'free day')} left"
    return f"{counted(late.days, 'day')} late{free}, {number(late.percent)} %{base}{left}"


def late_when(grade: Grade) -> str:
    """Return when it was due and when it came, on one clock; empty unless it came late."""
    late, came = grade.lateness, grade.submitted_at
    if late is None or not late.days or came is None:
        return ""
    extended = " (extended)" if late.extended else ""
    here = came.astimezone(late.due.tzinfo)
    return f"due {_clock(late.due)}{extended} and handed in {_clock(here)}"


def _is_decided(grade: Grade) -> bool:
    return any(override.target == "total" for override in grade.overrides)


def _clock(at: datetime) -> str:
    return at.isoformat(sep=" ", timespec="seconds")
