"""What a form of export is asked for, and what it tells of each hand-in."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from autograder.intake.source import Source
from autograder.model import Assignment, Student

from .place import Place


@dataclass(frozen=True)
class HandIn:
    """One student's hand-in, as the export tells of it."""

    student: Student
    source: Path
    origin: Source
    notes: tuple[str, ...] = ()
    submitted_at: datetime | None = None
    late: bool | None = None
    is_course_id: bool = True
    """False if `student.id` is a number of the platform's, which a roster need not know."""


@dataclass(frozen=True)
class Found:
    """What one folder of an export holds."""

    hand_ins: tuple[HandIn, ...]
    others: frozenset[str] = frozenset()
    """Names beside the hand-ins that the form does not explain."""
    remark: str = ""
    """What the reader should know, in words; empty if nothing."""


class Form(Protocol):
    """One way in which hand-ins come out of a platform."""

    name: str
    """What `--input-format` calls it."""
    title: str
    """With its article: `a Canvas download`."""
    looks: str
    """What it looks like, for a person who expected it."""

    def fits(self, place: Place, folder: str, assignment: Assignment) -> bool:
        """Tell whether `folder` looks like it."""

    def find(self, place: Place, folder: str, assignment: Assignment) -> Found:
        """Return the hand-ins of a folder that fits.

        Raises:
            SubmissionError: it contradicts itself; says where.
        """
