"""Which of a student's attempts counts. Pure functions."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from autograder.model import Counts, Grade, Record


class HandIn(Record):
    """An attempt, before it has a grade."""

    number: int
    digest: str
    submitted_at: datetime | None = None


class Attempt(Record):
    """One hand-in of a submission, with the grade that stands for it."""

    number: int
    """1, 2, 3 ... in the order in which they were first graded."""
    digest: str
    submitted_at: datetime | None
    grade: Grade
    """The newest of this attempt, with what people decided."""
    counts: bool
    why: str
    """Why it counts, or which one counts instead."""


def attempt_of(known: Sequence[HandIn], grade: Grade, *, again: bool = False) -> int | None:
    """Return the number of the attempt that `grade` is of; None if it is a new one.

    The same files at a later time are another attempt; a time that nobody knows is no other,
    and an earlier one than was known corrects it.
    What could not be read through our fault is no hand-in: it is of the last attempt.

    Args:
        known: the submission's attempts, by number.
        grade: of the same submission.
        again: it is of work that was graded before, whatever was handed in since.
    """
    if not known:
        return None
    digest, at = grade.manifest.submission_digest, grade.submitted_at
    last = known[-1]
    if grade.status == "error" and not digest:
        return last.number
    # An earlier attempt only by its time: a student may go back to earlier files.
    files = [one for one in known if one.digest == digest]
    same = [one for one in files if at and one.submitted_at == at] or (files if again else [])
    if same:
        return same[-1].number
    is_last = at is None or last.submitted_at is None or at < last.submitted_at
    return last.number if last.digest == digest and is_last else None


def that_counts(grades: Sequence[Grade], counts: Counts) -> tuple[int, str]:
    """Return the place in `grades` of the one that counts, and why in words.

    Args:
        grades: one for each attempt, in the order of the attempts; at least one.
        counts: the assignment's rule.
    """
    if len(grades) == 1:
        return 0, "the only attempt"
    return _RULES[counts](grades)


def one_of_each_student(grades: Sequence[Grade], counts: Counts) -> list[Grade]:
    """Return `grades` without those that another submission of the same student stands above.

    Where the rule asks for times and they are not known, all of a student's stay.
    """
    return [grades[place] for place in standing_places(grades, counts)]


def standing_places(grades: Sequence[Grade], counts: Counts) -> list[int]:
    """Return where in `grades` those are that `one_of_each_student` returns, in their order."""
    students = [grade.student.id for grade in grades]
    several: dict[str, list[int]] = {one: [] for one, n in Counter(students).items() if n > 1}
    for place, student in enumerate(students):
        if student in several:
            several[student].append(place)
    standing = {one for own in several.values() for one in _standing(grades, own, counts)}
    return [at for at, one in enumerate(students) if one not in several or at in standing]


def _standing(grades: Sequence[Grade], places: list[int], counts: Counts) -> list[int]:
    group = [grades[place] for place in places]
    if counts != "best" and not all(one.submitted_at for one in group):
        return places
    return [places[that_counts(group, counts)[0]]]


def _last(grades: Sequence[Grade]) -> tuple[int, str]:
    return _newest(grades, range(len(grades))), "the last one"


def _best(grades: Sequence[Grade]) -> tuple[int, str]:
    ranked = [(_points(grade), place) for place, grade in enumerate(grades)]
    best = max(points for points, _ in ranked)
    # Of equals the later one: it is what the student holds for their work.
    place = _newest(grades, [at for points, at in ranked if points == best])
    return place, "the best one"


def _before_deadline(grades: Sequence[Grade]) -> tuple[int, str]:
    in_time = [place for place, grade in enumerate(grades) if is_in_time(grade, grades[-1])]
    if in_time:
        return _newest(grades, in_time), "the last one before the deadline"
    place, _ = _last(grades)
    if all(grade.submitted_at for grade in grades):
        return place, "the last one; none came before the deadline"
    return place, "the last one; none is known to have come before the deadline"


def is_in_time(grade: Grade, newest: Grade) -> bool:
    """Tell whether `grade` is known to be of work that came in time.

    By what was said of it when it was graded (extension and grace included), or by the
    deadline that the submission's `newest` grade knows: one may be moved later.
    """
    known, now = grade.lateness, newest.lateness
    if grade.submitted_at and now and grade.submitted_at <= now.due:
        return True
    if known is not None:
        return known.days == 0 and not known.unknown
    return grade.late is False  # no deadline of ours: the platform's word


def _newest(grades: Sequence[Grade], places: Iterable[int]) -> int:
    times = {place: grades[place].submitted_at for place in places}
    known = {place: time for place, time in times.items() if time}
    if len(known) < len(times):
        return max(times)
    return max(known, key=lambda place: (known[place], place))


def _points(grade: Grade) -> float:
    # What failed through our fault is no result: any other stands above it.
    return float("-inf") if grade.points is None else grade.points


_RULES: Mapping[Counts, Callable[[Sequence[Grade]], tuple[int, str]]] = {
    "last": _last,
    "best": _best,
    "last-before-deadline": _before_deadline,
}
