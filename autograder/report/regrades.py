"""What a student reads of a regrade: one sentence that names no hidden check further."""

from collections.abc import Iterator

from autograder.model import Grade, Regrade

from .decisions import check_subject
from .text import line
from .words import number

_MOST_NAMED = 5


def regrade_sentence(grade: Grade) -> str:
    """Return when and why `grade` was made anew and what that did; empty if it was not."""
    note = grade.regrade
    if note is None:
        return ""
    reason = line(note.reason, 500).rstrip(".")
    told = f"; the reason: {reason}" if reason else ""
    what = list(dict.fromkeys(_subjects(grade, note)))
    more = f" and {len(what) - _MOST_NAMED} more" if len(what) > _MOST_NAMED else ""
    named = ", ".join(f"“{one.rstrip('.')}”" for one in what[:_MOST_NAMED])
    by = f", what changed is {named}{more}" if named else ""
    return f"Graded again on {note.at:%Y-%m-%d}: {_points(note, grade.max_points)}{by}{told}."


def _points(note: Regrade, max_points: float) -> str:
    before, after = number(note.points_before), number(note.points_after)
    most = number(max_points)
    kept = f", {_counted(note.kept)} of which the earlier grading gave" if note.kept else ""
    if note.points_after is None:
        return "your total is not settled yet"
    if note.points_before is None:
        return f"you have {after} of {most} points now{kept}"
    if before != after:
        return f"your points went from {before} to {after} of {most}{kept}"
    if note.kept:
        return (
            f"your points stay at {after} of {most}, though the corrected grading alone would give "
            f"{_counted(note.kept)} less"
        )
    return f"your points stay at {after} of {most}"


def _counted(points: float) -> str:
    return f"{number(points)} point{'' if points == 1 else 's'}"


def _subjects(grade: Grade, note: Regrade) -> Iterator[str]:
    """Yield what changed: checks, then tasks of which no check is named, then answers."""
    told = set()
    for check in grade.checks:
        if check.name in note.checks:
            told.add(check.task)
            yield check_subject(grade, check.name)
    for task in grade.tasks:
        if task.id in note.tasks and task.id not in told:
            yield line(task.title)
    for answer in grade.rubric:
        if answer.question_id in note.questions:
            yield f"written answer: {line(answer.prompt, 80) or answer.question_id}"
