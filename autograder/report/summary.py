"""A class in numbers, for the staff: who, how many, which checks, what is left to do."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from autograder.model import Grade, Record, TaskScore
from autograder.scoring import settled_points

from .late import late_words
from .left_over import (
    LateTally,
    QuestionTally,
    Trouble,
    export_command,
    folder_of,
    lateness_of,
    questions_of,
    troubles_of,
)
from .outline import Outlines
from .spread import Spread, spread_of
from .tallies import Tallies, tallies_of


@dataclass(frozen=True, slots=True)
class Row:
    """One submission."""

    student: str
    name: str
    submission_id: str
    folder: str
    """The submission's folder as a relative address."""
    status: str
    so_far: float | None
    """What is decided; None if our fault left a part blank."""
    max_points: float
    late: str
    """What lateness took, in words."""
    waiting: int
    waiting_points: float


class Rows:
    """One for each of `grades`, made when it is looked at: a class may have ten thousand."""

    def __init__(self, grades: Outlines) -> None:
        self._grades = grades

    def __len__(self) -> int:
        return len(self._grades)

    def __iter__(self) -> Iterator[Row]:
        return map(_row, self._grades)


class TaskMean(Record):
    """How a class did on one task."""

    title: str
    mean: float | None
    max_points: float
    full: int
    """How many have full marks."""
    count: int


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the page of a class shows. Work that could not be read is in no mean."""

    rows: Rows = field(compare=False)
    has_ids: bool
    """True if a submission is named otherwise than its student."""
    settled: int
    """Submissions with a final total."""
    ungraded: int
    unreadable: int
    not_isolated: int
    spread: Spread
    tasks: tuple[TaskMean, ...]
    tallies: Tallies
    questions: tuple[QuestionTally, ...]
    waiting: int
    """Written answers that a person still has to read."""
    waiting_points: float
    waiting_submissions: int
    export: str
    """The command that hands them to a person."""
    errors: tuple[Trouble, ...]
    unread: tuple[Trouble, ...]
    lateness: LateTally


def summarize(grades: Iterable[Grade]) -> Summary:
    """Return the numbers of a class; equal grades in any order give equal numbers."""
    ordered = Outlines.of(grades).by(lambda grade: (grade.student.id, grade.submission_id))
    read = ordered.where(lambda grade: grade.status != "unreadable")
    return Summary(
        rows=Rows(ordered),
        has_ids=any(grade.submission_id != grade.student.id for grade in ordered),
        settled=sum(settled_points(grade) is not None for grade in ordered),
        ungraded=sum(grade.status == "error" for grade in ordered),
        unreadable=len(ordered) - len(read),
        not_isolated=sum(not grade.manifest.isolated for grade in ordered),
        spread=spread_of(read),
        tasks=_tasks(read),
        tallies=tallies_of(read),
        questions=questions_of(read),
        waiting=sum(len(grade.waiting) for grade in ordered),
        waiting_points=round(sum(grade.waiting_points for grade in ordered), 4),
        waiting_submissions=sum(grade.needs_review for grade in ordered),
        export=export_command(ordered[0].assignment if ordered else ""),
        errors=troubles_of(ordered, "error"),
        unread=troubles_of(ordered, "unreadable"),
        lateness=lateness_of(ordered),
    )


def _row(grade: Grade) -> Row:
    return Row(
        student=grade.student.id,
        name=grade.student.name,
        submission_id=grade.submission_id,
        folder=folder_of(grade),
        status=grade.status,
        max_points=grade.max_points,
        so_far=grade.points,
        late=late_words(grade),
        waiting=len(grade.waiting),
        waiting_points=grade.waiting_points,
    )


def _tasks(grades: Sequence[Grade]) -> tuple[TaskMean, ...]:
    by_id: dict[str, list[TaskScore]] = {}
    for grade in grades:
        for task in grade.tasks:
            by_id.setdefault(task.id, []).append(task)
    return tuple(_task_mean(scores) for scores in by_id.values())


def _task_mean(scores: Sequence[TaskScore]) -> TaskMean:
    points = [score.points for score in scores if score.points is not None]
    most = scores[0].max_points
    return TaskMean(
        title=scores[0].title,
        mean=round(fmean(points), 4) if points else None,
        max_points=most,
        full=sum(one >= most for one in points),
        count=len(points),
    )
