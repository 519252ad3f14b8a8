"""Which of several attempts at an assignment counts."""

from typing import Literal

from .base import Record

Counts = Literal["last", "best", "last-before-deadline"]


class Attempts(Record):
    """`[attempts]` of assignment.toml."""

    counts: Counts = "last"
    """By the time of submission; by the order of grading where a time is not known."""
