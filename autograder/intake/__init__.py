"""Folder, zip, tar, file -> `Submission`: the only code that opens untrusted archives.

Everything is read in memory by the checks of this package, nothing is ever
extracted. A student's fault becomes `Submission.problem` or a note, in words;
`SubmissionError` is raised only for what the student cannot help, such as a
path that is not there or a disk that does not answer.
"""

from .candidate import Candidate, read_submission
from .dates import (
    Dates,
    load_extensions,
    load_times,
    times_csv,
    unknown_names,
    with_extensions,
    with_times,
)
from .discovery import discover
from .exports import FORM_NAMES, Inputs, read_inputs
from .roster import Roster, find_roster, load_roster, missing_students, strangers
from .spent import Spent, load_spent, spent_csv, with_spent
from .wanted import stands_for, wanted_names

__all__ = [
    "FORM_NAMES",
    "Candidate",
    "Dates",
    "Inputs",
    "Roster",
    "Spent",
    "discover",
    "find_roster",
    "load_extensions",
    "load_roster",
    "load_spent",
    "load_times",
    "missing_students",
    "read_inputs",
    "read_submission",
    "spent_csv",
    "stands_for",
    "strangers",
    "times_csv",
    "unknown_names",
    "wanted_names",
    "with_extensions",
    "with_spent",
    "with_times",
]
