"""What late work costs: the policy of an assignment, and what it says of one submission."""

from typing import Literal

from pydantic import AwareDatetime, Field

from .base import Record

Share = Literal["earned", "max"]
MOST_DAYS = 366
"""More days than this, of an extension or free ones, are a slip of the pen."""


class LatePolicy(Record):
    """`[late]` of assignment.toml."""

    deadline: AwareDatetime
    percent_per_day: float = Field(ge=0, le=100)
    """For each started 24 hours after the deadline and its grace."""
    grace_minutes: float = Field(default=0, ge=0)
    """Work that comes this long after the deadline is in time, and so moves each day's end."""
    cap_percent: float = Field(default=100, ge=0, le=100)
    """The most that is taken."""
    late_days: int | None = Field(default=None, ge=0, le=MOST_DAYS)
    """Days that cost nothing, for each student; None: 0, or what is left of the course's."""
    course_late_days: int | None = Field(default=None, ge=0, le=MOST_DAYS)
    """Days that cost nothing, for each student, in all assignments together; None: no such sum."""
    of: Share = "earned"
    """Of what the percent are: of the points earned, or of those that can be had."""


class Lateness(Record):
    """What a policy says of one submission."""

    due: AwareDatetime
    """The deadline that held, with the student's extension, without the grace."""
    extended: bool = False
    """True if the student had more time than the class."""
    days: int = Field(default=0, ge=0)
    """Days late: 24 hours each, the last one started; 0 if it came in time."""
    free_days: int = Field(default=0, ge=0)
    """How many of them cost nothing."""
    free_left: int | None = Field(default=None, ge=0)
    """How many free days the student has left in the course; None if it does not count them."""
    percent: float = Field(default=0, ge=0, le=100)
    """How much is taken."""
    of: Share = "earned"
    unknown: str = ""
    """Why it cannot be told, in words; then nothing is taken."""


def after_lateness(points: float, lateness: Lateness | None, max_points: float) -> float:
    """Return what is left of `points`, of `max_points` that could be had; never below 0."""
    if lateness is None or points <= 0:
        return points
    base = points if lateness.of == "earned" else max_points
    return round(max(points - base * lateness.percent / 100, 0.0), 4)
