"""The append-only store of grades and overrides: one SQLite file, or any SQLAlchemy URL.

Nothing is ever changed or removed: a regrade is a new row, a decision is a new row.
Knows records and scoring; nothing of tests, containers or pages.
"""

from .history import Change, Event, differences, timeline
from .problems import GradebookError
from .store import Gradebook

__all__ = ["Change", "Event", "Gradebook", "GradebookError", "differences", "timeline"]
