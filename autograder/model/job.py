"""Grading as plain records: what is sent to a grader elsewhere, and what comes back."""

from pathlib import Path
from typing import Any

from pydantic import Field, SecretBytes

from .assignment import Assignment
from .base import Record
from .grade import ImageRecord
from .result import CheckResult, ExpectedCheck
from .rubric import AnswerScore
from .submission import Submission


class Identity(Record):
    """What two graders must have in common to give the same grades."""

    autograder: str
    numpy: str
    suite_hash: str
    images: tuple[ImageRecord, ...]


class GraderSetup(Record):
    """All that opens a grader in another process, on a machine with the same course."""

    assignment: Assignment
    """Its folders are read where the grader is opened: they lie at the same path there."""
    tasks: tuple[str, ...] | None
    secret: SecretBytes
    """The course's secret: hidden in every representation of this record, open in its bytes."""
    expected: tuple[ExpectedCheck, ...]
    """The checks that the reference reported: it is not run again elsewhere."""
    sandbox: str
    settings: dict[str, Any] = Field(default_factory=dict)
    """What the sandbox was opened with."""
    identity: Identity


class GradeJob(Record):
    """One submission to grade."""

    submission: Submission = Field(repr=False)
    done: tuple[CheckResult, ...] = Field(default=(), repr=False)
    """Checks of an earlier run that stand."""
    answers: tuple[AnswerScore, ...] = Field(default=(), repr=False)
    """Scores of an earlier run that stand."""
    journal: Path
    """Where each check is written the moment it ends, by whoever can reach it."""
    key: str
    """What must be equal for a journal to stand."""


class Ungraded(Record):
    """Why a submission was set aside: a fault of ours."""

    reason: str
