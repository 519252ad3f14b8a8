"""What a class still needs somebody for: answers to read, faults, work that came late."""

import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import fmean
from urllib.parse import quote

from autograder.model import AnswerScore, Grade, Record

_MOST_REASONS = 20
_MOST_NAMED = 12


class Named(Record):
    """A submission by its name, and its folder as a relative address."""

    name: str
    folder: str


class Trouble(Record):
    """Submissions that something kept from being graded, for one reason."""

    reason: str
    count: int
    named: tuple[Named, ...]
    """The first of them; all stand in the table of the class."""


class QuestionTally(Record):
    """How a class did on one written question."""

    id: str
    mean: float | None
    """Of the answers whose points count."""
    max_points: float
    counted: int
    waiting: int
    waiting_points: float


class LateTally(Record):
    """How many came late, where an assignment has a deadline or a platform told."""

    has_deadline: bool
    in_time: int
    late: int
    free: int
    """Of those late: who paid with free days alone."""
    extended: int
    unknown: int
    taken: float
    """Points that lateness took, in all."""
    told_late: int
    """How many the platform called late."""


def folder_of(grade: Grade) -> str:
    """Return the folder of a submission as an address relative to the class's page."""
    return f"./{quote(grade.submission_id, safe='', errors='replace')}"


def troubles_of(grades: Iterable[Grade], status: str) -> tuple[Trouble, ...]:
    """Return the submissions of `status` by reason, the most frequent reason first."""
    by_reason: dict[str, list[Grade]] = {}
    for grade in grades:
        if grade.status == status:
            by_reason.setdefault(grade.problem, []).append(grade)
    ranked = sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(_trouble(reason, found) for reason, found in ranked[:_MOST_REASONS])


def _trouble(reason: str, grades: Sequence[Grade]) -> Trouble:
    named = tuple(
        Named(name=grade.student.name or grade.student.id, folder=folder_of(grade))
        for grade in grades[:_MOST_NAMED]
    )
    return Trouble(reason=reason, count=len(grades), named=named)


def questions_of(grades: Iterable[Grade]) -> tuple[QuestionTally, ...]:
    """Return the written questions, in the order of the rubric."""
    by_id: dict[str, list[tuple[AnswerScore, bool]]] = {}
    for grade in grades:
        waiting = {answer.question_id for answer in grade.waiting}
        for answer in grade.rubric:
            waits = answer.question_id in waiting
            by_id.setdefault(answer.question_id, []).append((answer, waits))
    return tuple(_question(name, answers) for name, answers in by_id.items())


def _question(name: str, answers: Sequence[tuple[AnswerScore, bool]]) -> QuestionTally:
    points = [one.points for one, _ in answers if one.counts and one.points is not None]
    waiting = [one.max_points for one, waits in answers if waits]
    return QuestionTally(
        id=name,
        mean=round(fmean(points), 4) if points else None,
        max_points=answers[0][0].max_points,
        counted=len(points),
        waiting=len(waiting),
        waiting_points=round(sum(waiting), 4),
    )


def lateness_of(grades: Sequence[Grade]) -> LateTally:
    """Count what the deadline, or the platform, says of `grades`."""
    known = [(grade.lateness, _taken(grade)) for grade in grades if grade.lateness]
    told = Counter("unknown" if late.unknown else late.days > 0 for late, _ in known)
    return LateTally(
        has_deadline=bool(known),
        in_time=told[False],
        late=told[True],
        free=sum(0 < late.days <= late.free_days for late, _ in known),
        extended=sum(late.extended for late, _ in known),
        unknown=told["unknown"],
        taken=round(sum(taken for _, taken in known), 4),
        told_late=sum(grade.late is True for grade in grades),
    )


def _taken(grade: Grade) -> float:
    return (grade.points_before_late or 0) - (grade.points or 0)


def export_command(assignment: str) -> str:
    """Return how the answers that wait go to a person; OUT stands for the class's folder."""
    return f"autograder review export OUT {shlex.quote(assignment)} -o sheet.csv"
