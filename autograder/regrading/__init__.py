"""A class graded again after a fix: what runs, what differs and why; and the lock of a release.

This floor runs graders, compares grades and writes pages for the staff. What a student
reads of a regrade is made by `autograder.report`.
"""

from .causes import Cause, Present, causes_of
from .differences import CheckDifference, Difference, PointsDifference, compare
from .folder import PREVIEW, Unfinished, begin, interrupted, read_preview, write_report
from .lock import (
    LOCK_FILE,
    Lock,
    lock_differences,
    lock_key,
    present_lock,
    read_lock,
    refuse_changed,
    write_lock,
)
from .pages import headline, regrade_html, regrade_markdown
from .records import ClassRegrade, Direction, StudentRegrade, in_order
from .replay import Replayed, replay
from .run import Regrading, Settings, Work, present_of

__all__ = [
    "LOCK_FILE",
    "PREVIEW",
    "Cause",
    "CheckDifference",
    "ClassRegrade",
    "Difference",
    "Direction",
    "Lock",
    "PointsDifference",
    "Present",
    "Regrading",
    "Replayed",
    "Settings",
    "StudentRegrade",
    "Unfinished",
    "Work",
    "begin",
    "causes_of",
    "compare",
    "headline",
    "in_order",
    "interrupted",
    "lock_differences",
    "lock_key",
    "present_lock",
    "present_of",
    "read_lock",
    "read_preview",
    "refuse_changed",
    "regrade_html",
    "regrade_markdown",
    "replay",
    "write_lock",
    "write_report",
]
