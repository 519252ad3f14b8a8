"""A grade: append-only truth about one submission, with the manifest that lets it be replayed."""

from datetime import datetime
from typing import Literal

from pydantic import Field, computed_field

from .base import Record
from .result import CheckResult
from .submission import Student


class TaskScore(Record):
    """Points of one task; `points` is None while a check of ours must be run again."""

    id: str
    title: str
    points: float | None
    max_points: float
    bonus: bool = False


class RubricScore(Record):
    """One scored free-text rubric item."""

    item_id: str
    points: float | None
    max_points: float
    status: Literal["suggested", "scored", "needs_review", "confirmed"] = "needs_review"
    rationale: str = ""
    evidence: str = ""
    confidence: float | None = Field(default=None, ge=0, le=1)
    scorer: str = ""


class Override(Record):
    """A person's decision; appended, never rewritten."""

    target: str
    """`task:<id>`, `check:<name>`, `rubric:<item>` or `total`."""
    points: float
    reason: str
    by: str
    at: datetime


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
    rubric: tuple[RubricScore, ...] = ()
    overrides: tuple[Override, ...] = ()
    feedback_hidden: Literal["hint", "outcome", "nothing"] = "hint"
    manifest: Manifest

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented order of decorators
    @property
    def points(self) -> float | None:
        """Sum of all points; None while anything is blank."""
        total = [o.points for o in self.overrides if o.target == "total"]
        if total:
            return total[-1]
        parts = [task.points for task in self.tasks]
        parts += [item.points for item in self.rubric]
        known = [part for part in parts if part is not None]
        return round(sum(known), 4) if len(known) == len(parts) else None

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented order of decorators
    @property
    def max_points(self) -> float:
        """Sum of attainable points, bonus tasks apart."""
        tasks = sum(task.max_points for task in self.tasks if not task.bonus)
        return round(tasks + sum(item.max_points for item in self.rubric), 4)

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented order of decorators
    @property
    def needs_review(self) -> bool:
        """True while a rubric item waits for a person."""
        return any(item.status in ("suggested", "needs_review") for item in self.rubric)
