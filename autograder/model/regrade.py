"""What a regrade did to one grade: a record that travels with it and is told to its student."""

from datetime import datetime

from .base import Record


class Regrade(Record):
    """Why a grade is another one than before; of the regrade that last changed it."""

    at: datetime
    reason: str
    """The instructor's words; the student reads them."""
    points_before: float | None
    points_after: float | None
    """The total as the regrade left it, with what people had decided until then."""
    checks: tuple[str, ...] = ()
    """Names of the checks whose points changed, as far as they still exist."""
    tasks: tuple[str, ...] = ()
    """Ids of the tasks whose points changed, or of which a check was taken out."""
    questions: tuple[str, ...] = ()
    """Ids of the questions whose points changed."""
    kept: float = 0.0
    """Points that an earlier grading gave and this one would not: the student keeps them.

    They stand beside the points of the tasks, so a later decision on a task still counts."""
