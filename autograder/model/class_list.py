"""Who belongs to a class, seen from its roster."""

from .attempts import Counts
from .base import Record
from .submission import Student


class ClassList(Record):
    """What a roster says of the hand-ins of one assignment; empty without a roster."""

    assignment: str
    missing: tuple[Student, ...] = ()
    """Students of the roster from whom there is nothing."""
    strangers: tuple[str, ...] = ()
    """Ids of submissions whose student is not on the roster."""
    counts: Counts = "last"
    """Which of several submissions of a student stands for them."""
