"""A class in numbers, for the staff: who, how many, which checks, what is left to do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import fmean, median
from urllib.parse import quote

from autograder.model import CheckResult, Grade, Outcome, Record, TaskScore
from autograder.scoring import settled_points

from .late import late_words
from .words import share

_BINS = 10
_MOST = 15
"""How many of the checks that fail most are listed."""


class Row(Record):
    """One submission."""

    student: str
    name: str
    submission_id: str
    folder: str
    """The submission's folder as a relative address."""
    status: str
    problem: str
    points: float | None
    """None while a part is blank or waits."""
    so_far: float | None
    max_points: float
    late: str
    """What lateness took, in words."""
    waiting: int
    waiting_points: float
    isolated: bool


class Bar(Record):
    """One bar of the histogram."""

    low: int
    high: int
    count: int
    height: int
    """Percent of the highest bar."""


class TaskMean(Record):
    """How a class did on one task."""

    title: str
    mean: float | None
    max_points: float
    count: int


class CheckTally(Record):
    """How many submissions did not pass one check."""

    name: str
    title: str
    hidden: bool
    failing: int
    count: int
    most_often: str
    """The failure class that was seen most."""


class Summary(Record):
    """All that the page of a class shows."""

    rows: tuple[Row, ...]
    mean: float | None
    median: float | None
    max_points: float
    settled: int
    bars: tuple[Bar, ...]
    tasks: tuple[TaskMean, ...]
    checks: tuple[CheckTally, ...]
    not_imported: int
    """Submissions with a file that cannot be imported: it fails every check of it alike."""
    waiting: int
    """Written answers that a person still has to read."""
    waiting_points: float


def summarize(grades: Iterable[Grade]) -> Summary:
    """Return the numbers of a class; equal grades in any order give equal numbers."""
    ordered = sorted(grades, key=lambda grade: (grade.student.id, grade.submission_id))
    points = [part for part in map(settled_points, ordered) if part is not None]
    return Summary(
        rows=tuple(_row(grade) for grade in ordered),
        mean=round(fmean(points), 4) if points else None,
        median=round(median(points), 4) if points else None,
        max_points=max((grade.max_points for grade in ordered), default=0),
        settled=len(points),
        bars=_bars(ordered),
        tasks=_tasks(ordered),
        checks=_checks(ordered),
        not_imported=sum(any(map(_is_import, grade.checks)) for grade in ordered),
        waiting=sum(len(grade.waiting) for grade in ordered),
        waiting_points=round(sum(grade.waiting_points for grade in ordered), 4),
    )


def _is_import(check: CheckResult) -> bool:
    return check.outcome is not Outcome.PASSED and check.failure == "import"


def _row(grade: Grade) -> Row:
    folder = quote(grade.submission_id, safe="", errors="replace")
    return Row(
        student=grade.student.id,
        name=grade.student.name,
        submission_id=grade.submission_id,
        folder=f"./{folder}",
        status=grade.status,
        problem=grade.problem,
        points=settled_points(grade),
        max_points=grade.max_points,
        so_far=grade.points,
        late=late_words(grade),
        waiting=len(grade.waiting),
        waiting_points=grade.waiting_points,
        isolated=grade.manifest.isolated,
    )


def _bars(grades: Sequence[Grade]) -> tuple[Bar, ...]:
    step = 100 // _BINS
    counts = Counter(
        min(share(points, grade.max_points) // step, _BINS - 1)
        for grade in grades
        if (points := settled_points(grade)) is not None
    )
    highest = max(counts.values(), default=1)
    return tuple(
        Bar(
            low=index * step,
            high=(index + 1) * step,
            count=counts[index],
            height=round(100 * counts[index] / highest),
        )
        for index in range(_BINS)
    )


def _tasks(grades: Sequence[Grade]) -> tuple[TaskMean, ...]:
    by_id: dict[str, list[TaskScore]] = {}
    for grade in grades:
        for task in grade.tasks:
            by_id.setdefault(task.id, []).append(task)
    return tuple(_task_mean(scores) for scores in by_id.values())


def _task_mean(scores: Sequence[TaskScore]) -> TaskMean:
    points = [score.points for score in scores if score.points is not None]
    return TaskMean(
        title=scores[0].title,
        mean=round(fmean(points), 4) if points else None,
        max_points=scores[0].max_points,
        count=len(points),
    )


def _checks(grades: Sequence[Grade]) -> tuple[CheckTally, ...]:
    by_name: dict[str, list[CheckResult]] = {}
    for grade in grades:
        for check in grade.checks if grade.status != "unreadable" else ():
            if check.outcome is not Outcome.ERROR and not _is_import(check):
                by_name.setdefault(check.name, []).append(check)
    tallies = [_tally(results) for results in by_name.values()]
    worst = sorted(tallies, key=lambda tally: (-tally.failing, tally.count, tally.name))
    return tuple(tally for tally in worst if tally.failing)[:_MOST]


def _tally(results: Sequence[CheckResult]) -> CheckTally:
    failing = [result for result in results if result.outcome is not Outcome.PASSED]
    kinds = Counter(result.failure or result.outcome.value for result in failing)
    ranked = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    return CheckTally(
        name=results[0].name,
        title=results[0].title,
        hidden=results[0].hidden,
        failing=len(failing),
        count=len(results),
        most_often=ranked[0][0] if ranked else "",
    )
