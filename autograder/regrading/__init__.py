"""A class graded again after a fix: what runs, what differs and why; and the lock of a release.

Whoever asks is above: this floor runs graders, compares grades and writes pages for
the staff. What a student reads of a regrade is made by `autograder.report`.
"""

from .causes import Cause, Present, causes_of
from .differences import CheckDifference, Difference, PointsDifference, compare
from .lock import Lock, LockedImage, lock_differences, read_lock, write_lock
from .pages import regrade_html, regrade_markdown
from .records import ClassRegrade, Direction
from .replay import Replayed, replay
from .run import Regrading, Settings

__all__ = [
    "Cause",
    "CheckDifference",
    "ClassRegrade",
    "Difference",
    "Direction",
    "Lock",
    "LockedImage",
    "PointsDifference",
    "Present",
    "Regrading",
    "Replayed",
    "Settings",
    "causes_of",
    "compare",
    "lock_differences",
    "read_lock",
    "regrade_html",
    "regrade_markdown",
    "replay",
    "write_lock",
]
