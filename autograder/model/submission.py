"""What a student handed in, after intake: checked names, checked bytes, a digest."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from pydantic import Field

from .base import Record


class Student(Record):
    """A person on the roster; `id` alone is used if there is no roster."""

    id: str
    name: str = ""
    email: str = ""


class SubmittedFile(Record):
    """One kept file: a name from the assignment's `submit` list and its bytes."""

    path: str
    content: bytes


class Submission(Record):
    """One student's work for one assignment."""

    id: str
    """Safe as a folder name; unique within a class."""
    assignment: str
    student: Student
    submitted_at: datetime | None = None
    """When it was handed in, as the export tells; None if it does not."""
    late: bool | None = None
    """Whether the platform called it late; None if the export does not tell."""
    extended_until: datetime | None = None
    """The student's own deadline; None if it is the class's."""
    late_days_spent: int = Field(default=0, ge=0)
    """Free late days that the student used in other assignments of the course."""
    digest: str = ""
    """`sha256:<hex>` over the kept files; empty if nothing could be read."""
    files: tuple[SubmittedFile, ...] = ()
    notes: tuple[str, ...] = ()
    """What intake left out or repaired, in words for the student."""
    problem: str | None = None
    """Why the submission cannot be graded (the student's fault), in words; None if it can."""


def digest_of(files: Iterable[SubmittedFile]) -> str:
    """Return `sha256:<hex>` over names and bytes, whatever the order of `files`."""
    total = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.path):
        # Lengths first: no two different sets of files make the same stream of bytes.
        total.update(f"{len(file.path.encode())}:{file.path}{len(file.content)}:".encode())
        total.update(file.content)
    return f"sha256:{total.hexdigest()}"
