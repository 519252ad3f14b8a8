"""What one student may see of a grade. Everything a student reads is made from this.

`student_view` is the only redaction, and it copies what is allowed rather than
removing what is not: a field added to a grade later is hidden until someone lists it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from autograder.model import CheckResult, Grade, Outcome, Record, TaskScore, after_lateness
from autograder.scoring import settled_points

from . import words
from .answers import AnswerView, answer_view
from .decisions import Decision, decisions
from .late import late_when, late_words
from .regrades import regrade_sentence
from .text import block, line


class FrameView(Record):
    """A place in the student's own files; hidden checks give file and line only."""

    file: str
    line: int
    function: str = ""
    source: str = ""


class CheckView(Record):
    """One check, as far as its student may see it."""

    title: str
    """The sentence that the check states; a number if the sentence is hidden."""
    name: str = ""
    """Empty for hidden checks."""
    hidden: bool
    outcome: Outcome
    points: float | None
    """None if it could not be run through our fault."""
    max_points: float
    failure: str = ""
    """What kind of failure, in words."""
    message: str = ""
    hint: str = ""
    diagnosis: str = ""
    note: str = ""
    """How the points came about, if not by this check alone."""
    output: str = ""
    frames: tuple[FrameView, ...] = ()


class HiddenSummary(Record):
    """All that is said of a task's hidden checks if the course shows nothing of them."""

    count: int
    points: float | None
    max_points: float


class TaskView(Record):
    """One task: its points and checks."""

    id: str
    title: str
    points: float | None
    max_points: float
    bonus: bool
    file: str = ""
    """The submitted file that it is about."""
    checks: tuple[CheckView, ...]
    hidden_summary: HiddenSummary | None = None


class StudentView(Record):
    """One submission's result, safe to give to its student."""

    schema_version: Literal[1] = 1
    submission_id: str
    student_id: str
    student_name: str
    assignment: str
    assignment_title: str
    assignment_version: str
    status: Literal["graded", "unreadable", "error"]
    problem: str = ""
    """Why an unreadable submission could not be read; never what failed on our side."""
    notes: tuple[str, ...] = ()
    points: float | None
    points_so_far: float
    """The sum of what is settled, less what lateness takes, while `points` is still None."""
    max_points: float
    late: str = ""
    """What lateness took, in words; empty if it came in time, or nobody knows."""
    late_when: str = ""
    """When it was due and when it came, if it came late."""
    regrade: str = ""
    """Why the grade is another one than before, and what that did; empty if it is the first."""
    waiting: int
    """Written answers that a person still has to read."""
    waiting_points: float
    answer_points: float
    """Of the written answers, what is settled."""
    max_answer_points: float
    isolated: bool
    graded_at: datetime
    tasks: tuple[TaskView, ...]
    answers: tuple[AnswerView, ...] = ()
    decisions: tuple[Decision, ...] = ()


def student_view(grade: Grade) -> StudentView:
    """Return what the student of `grade` may see, with hostile text made visible and cut."""
    answers = tuple(answer_view(answer, grade) for answer in grade.rubric)
    tasks = tuple(_task(task, grade) for task in grade.tasks)
    return StudentView(
        submission_id=line(grade.submission_id),
        student_id=line(grade.student.id),
        student_name=line(grade.student.name),
        assignment=line(grade.assignment),
        assignment_title=line(grade.assignment_title),
        assignment_version=line(grade.assignment_version),
        status=grade.status,
        problem=block(grade.problem, 2_000) if grade.status == "unreadable" else "",
        notes=tuple(block(note, 1_000) for note in grade.notes[:100]),
        points=settled_points(grade),
        points_so_far=after_lateness(
            _so_far([*tasks, *answers]) + (grade.regrade.kept if grade.regrade else 0),
            grade.lateness,
            grade.max_points - grade.waiting_points,
        ),
        max_points=grade.max_points,
        late=late_words(grade),
        late_when=late_when(grade),
        regrade=regrade_sentence(grade),
        waiting=len(grade.waiting),
        waiting_points=grade.waiting_points,
        answer_points=_so_far(answers),
        max_answer_points=round(sum(answer.max_points for answer in answers), 4),
        isolated=grade.manifest.isolated,
        graded_at=grade.manifest.started_at,
        tasks=tasks,
        answers=answers,
        decisions=decisions(grade),
    )


def _so_far(parts: Sequence[TaskView | AnswerView]) -> float:
    return round(sum(part.points for part in parts if part.points is not None), 4)


def _task(task: TaskScore, grade: Grade) -> TaskView:
    own = [check for check in grade.checks if check.task == task.id]
    hidden = [check for check in own if check.hidden]
    shown = [check for check in own if not check.hidden]
    redact = _REDACTIONS.get(grade.feedback_hidden)
    views = [_public(check) for check in shown]
    if redact:
        views += [redact(check, number) for number, check in enumerate(hidden, 1)]
    return TaskView(
        id=line(task.id),
        title=line(task.title),
        points=task.points,
        max_points=task.max_points,
        bonus=task.bonus,
        file=line(task.file),
        checks=tuple(views),
        hidden_summary=_summary(hidden) if hidden and not redact else None,
    )


def _summary(hidden: Sequence[CheckResult]) -> HiddenSummary:
    points = [_points(check) for check in hidden]
    known = [part for part in points if part is not None]
    return HiddenSummary(
        count=len(hidden),
        points=round(sum(known), 4) if len(known) == len(points) else None,
        max_points=round(sum(check.max_points for check in hidden), 4),
    )


def _points(check: CheckResult) -> float | None:
    ours = check.outcome is Outcome.ERROR and not check.points
    return None if ours else round(check.points, 4)


def _public(check: CheckResult) -> CheckView:
    ours = check.outcome is Outcome.ERROR
    return CheckView(
        title=line(check.title) or line(check.name),
        name=line(check.name),
        hidden=False,
        outcome=check.outcome,
        points=_points(check),
        max_points=check.max_points,
        failure=_failure(check),
        message="" if ours else block(check.message, 4_000),
        hint=_hint(check),
        diagnosis=block(check.diagnosis, 4_000),
        note=line(check.note),
        output=block(check.output),
        frames=tuple(_frame(check, index) for index in range(len(check.frames[-12:]))),
    )


def _frame(check: CheckResult, index: int) -> FrameView:
    frame = check.frames[-12:][index]
    return FrameView(
        file=line(frame.file),
        line=frame.line,
        function="" if frame.function == "<module>" else line(frame.function, 100),
        source=line(frame.source, 200),
    )


def _with_hint(check: CheckResult, number: int) -> CheckView:
    """Show the instructor's own words, the kind of failure, and where in the student's file."""
    deepest = check.frames[-1:]
    bare = _outcome_only(check, number)
    return bare.model_copy(
        update={
            "title": line(check.title) or bare.title,
            "failure": _failure(check),
            "hint": _hint(check),
            "diagnosis": block(check.diagnosis, 4_000),
            "frames": tuple(FrameView(file=line(f.file), line=f.line) for f in deepest),
        }
    )


def _outcome_only(check: CheckResult, number: int) -> CheckView:
    return CheckView(
        title=f"Hidden check {number}",
        hidden=True,
        outcome=check.outcome,
        points=_points(check),
        max_points=check.max_points,
        note=line(check.note),
    )


def _failure(check: CheckResult) -> str:
    passed = check.outcome in (Outcome.PASSED, Outcome.SKIPPED)
    return "" if passed else words.failure_words(_kind(check))


def _kind(check: CheckResult) -> str:
    if check.outcome is Outcome.MISSING:
        return "unrun"
    # An exception of which no line is the student's was raised over what their code returned.
    unusable = check.failure == "exception" and not check.frames
    return "unusable" if unusable else check.failure


def _hint(check: CheckResult) -> str:
    instead = "" if check.outcome is Outcome.PASSED else words.INSTEAD.get(check.failure)
    return instead or block(check.hint, 4_000)


_REDACTIONS: dict[str, Callable[[CheckResult, int], CheckView]] = {
    "hint": _with_hint,
    "outcome": _outcome_only,
}
"""`nothing` has none: its hidden checks are only counted."""
