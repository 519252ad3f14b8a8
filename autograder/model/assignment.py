"""What an instructor publishes: assignment, tasks, limits, feedback policy."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from .attempts import Attempts
from .base import Record
from .late import LatePolicy
from .mistake import Conventions
from .rubric import Question


class Limits(Record):
    """What one submission may use. The network is always off."""

    import_seconds: float = Field(default=20, gt=0, le=600)
    call_seconds: float = Field(default=10, gt=0, le=600)
    test_seconds: float = Field(default=60, gt=0, le=3600)
    submission_seconds: float = Field(default=600, gt=0, le=86400)
    memory_mb: int = Field(default=512, ge=64, le=65536)
    processes: int = Field(default=128, ge=8, le=4096)
    """Processes and threads together, the zygote included."""
    output_kb: int = Field(default=64, ge=1, le=1024)
    """How much of what a call prints is shown; the rest is counted and dropped."""
    disk_mb: int = Field(default=128, ge=1, le=4096)
    """Size of the one writable folder, a tmpfs that counts as memory."""


class Feedback(Record):
    """What a student reads of hidden checks."""

    hidden: Literal["hint", "outcome", "nothing"] = "hint"
    diagnosis: bool = True


class Written(Record):
    """How written answers are scored, and what students read of the rubric."""

    scorers: tuple[str, ...] = ()
    """Tried in this order; the best that is installed if empty."""
    calibration: str = ""
    """A file beside assignment.toml, made from graded answers; without one nothing is scored
    without a person."""
    tolerance: float | None = Field(default=None, gt=0)
    """How far off points may be that no person confirms; the calibration's own if None."""
    show: Literal["nothing", "items"] = "nothing"


class Task(Record):
    """One graded part of an assignment."""

    id: str
    title: str
    file: str
    """The submitted file in which the `submission` fixture resolves names."""
    points: float = Field(gt=0)
    image: str | None = None
    """Named image, if it differs from the assignment's."""
    bonus: bool = False
    """Bonus points count in `points`, not in `max_points`."""
    follow_through: tuple[str, ...] = ()
    """Submitted files whose own failed checks cost this task nothing: its failed checks are
    run once more with these files' functions answered by the reference."""


class Assignment(Record):
    """One assignment as read from `assignments/<slug>/`."""

    slug: str
    title: str
    version: str
    submit: tuple[str, ...]
    """File names a student hands in, relative, with forward slashes."""
    optional: tuple[str, ...] = ()
    """Those of `submit` that may be absent."""
    tasks: tuple[Task, ...]
    image: str = "numpy"
    load: Literal["per-test", "once"] = "per-test"
    limits: Limits = Limits()
    feedback: Feedback = Feedback()
    written: Written = Written()
    late: LatePolicy | None = None
    """What late work costs; nothing if None."""
    attempts: Attempts = Attempts()
    rubric: tuple[Question, ...] = ()
    """Questions that are answered in words; trusted side only."""
    conventions: Conventions = ()
    """What this course chose where published forms differ: names and values."""
    folder: Path
    """Absolute path of the assignment's folder; trusted side only."""
    reference: Path | None = None
    """Absolute path of the reference folder; absent in a student's template."""

    def task(self, task_id: str) -> Task:
        """Return the task named `task_id`; KeyError if there is none."""
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise KeyError(task_id)

    def image_of(self, task: Task) -> str:
        """Return the named image in which `task` runs."""
        return task.image or self.image
