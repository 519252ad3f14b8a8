"""`autograder verify`: an assignment held to everything that its author says of it."""

from .grounds import runs_at_home
from .records import Finding, Mutation, Report, Row, Stability, Survivor
from .verify import Settings, verify, verify_samples

__all__ = [
    "Finding",
    "Mutation",
    "Report",
    "Row",
    "Settings",
    "Stability",
    "Survivor",
    "runs_at_home",
    "verify",
    "verify_samples",
]
