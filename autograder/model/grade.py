"""A grade: append-only truth about one submission, with the manifest that lets it be replayed."""

from datetime import datetime
from typing import Literal

from pydantic import Field, computed_field

from .base import Record
from .late import Lateness, after_lateness
from .regrade import Regrade
from .result import CheckResult
from .rubric import AnswerScore
from .submission import Student


class TaskScore(Record):
    """Points of one task; `points` is None while a check of ours must be run again."""

    id: str
    title: str
    points: float | None
    max_points: float
    bonus: bool = False
    file: str = ""
    """The submitted file that it is about; empty in grades of versions that did not record it."""


class Override(Record):
    """A person's decision; appended, never rewritten."""

    target: str
    """`task:<id>`, `check:<name>`, `question:<id>`, `rubric:<question>.<item>` or `total`."""
    points: float
    reason: str
    by: str
    at: datetime
    blind: bool = False
    """True if whoever decided had not seen what a program suggested."""
    basis: str = ""
    """Digest of the answer that was read: the decision holds for no other; any if empty."""


class ImageRecord(Record):
    """The environment in which student code ran."""

    name: str
    digest: str
    """`sha256:<hex>` of the image; `process` for the process sandbox."""
    packages: dict[str, str] = Field(default_factory=dict)


class Manifest(Record):
    """All that is needed to run the grade again and get the same outcomes."""

    autograder: str
    sandbox: str
    isolated: bool
    images: tuple[ImageRecord, ...]
    suite_hash: str
    suite_parts: dict[str, str] = Field(default_factory=dict)
    """What the suite was made of: files with a short digest, limits and conventions as they were;
    empty in grades of versions that did not record it."""
    rubric_hash: str = ""
    """Digest of the rubric, its settings and the scorer; empty if no answer was scored."""
    submission_digest: str
    seed_id: str
    """Fingerprint of the course's secret (the secret itself is never stored in a grade)."""
    python: str
    numpy: str
    started_at: datetime
    seconds: float


class Grade(Record):
    """One submission's result."""

    schema_version: Literal[1] = 1
    submission_id: str
    student: Student
    submitted_at: datetime | None = None
    """When it was handed in, if the input told."""
    late: bool | None = None
    """Whether the platform called it late; None if the input did not tell."""
    lateness: Lateness | None = None
    """What its lateness takes; None if the assignment has no deadline."""
    assignment: str
    assignment_title: str
    assignment_version: str
    status: Literal["graded", "unreadable", "error"]
    """`error`: at least one check could not be run through our fault; the total stays blank."""
    problem: str = ""
    """Why a submission is unreadable, or what of ours failed, in words."""
    notes: tuple[str, ...] = ()
    tasks: tuple[TaskScore, ...]
    checks: tuple[CheckResult, ...]
    rubric: tuple[AnswerScore, ...] = ()
    overrides: tuple[Override, ...] = ()
    regrade: Regrade | None = None
    """The regrade that last changed this grade; None if none did."""
    feedback_hidden: Literal["hint", "outcome", "nothing"] = "hint"
    feedback_written: Literal["nothing", "items"] = "nothing"
    """What students read of the rubric, beside their answers and points."""
    manifest: Manifest

    @property
    def waiting(self) -> tuple[AnswerScore, ...]:
        """Return the answers that wait for a person; none once a person decided the total."""
        if any(override.target == "total" for override in self.overrides):
            return ()
        return tuple(answer for answer in self.rubric if not answer.counts)

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented order of decorators
    @property
    def points(self) -> float | None:
        """What counts: the sum of what is decided so far, less what lateness takes.

        A person's decision on the total is final. None while a part is blank through our
        own failure.
        """
        before = self.points_before_late
        if before is None or any(override.target == "total" for override in self.overrides):
            return before
        # While an answer waits, lateness takes its share of what is decided, and no more.
        return after_lateness(before, self.lateness, self.max_points - self.waiting_points)

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented order of decorators
    @property
    def points_before_late(self) -> float | None:
        """Sum of what is decided so far; None while a part is blank through our own failure."""
        total = [o.points for o in self.overrides if o.target == "total"]
        if total:
            return total[-1]
        parts = [task.points for task in self.tasks]
        parts += [answer.points for answer in self.rubric if answer.counts]
        parts.append(self.regrade.kept if self.regrade else 0.0)
        known = [part for part in parts if part is not None]
        return round(sum(known), 4) if len(known) == len(parts) else None

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented order of decorators
    @property
    def waiting_points(self) -> float:
        """Sum of what the answers that wait for a person can still earn."""
        return round(sum(answer.max_points for answer in self.waiting), 4)

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented order of decorators
    @property
    def max_points(self) -> float:
        """Sum of attainable points, bonus tasks apart."""
        tasks = sum(task.max_points for task in self.tasks if not task.bonus)
        return round(tasks + sum(answer.max_points for answer in self.rubric), 4)

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented order of decorators
    @property
    def needs_review(self) -> bool:
        """True while a written answer waits for a person."""
        return bool(self.waiting)
