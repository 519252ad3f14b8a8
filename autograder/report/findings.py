"""What did not pass, with its place in the student's files: what a build service can show there."""

from collections.abc import Iterator, Sequence

from autograder.model import Outcome, Record
from autograder.worker.cells import PLACE

from . import words
from .cases import Case, cases
from .view import CheckView, StudentView, TaskView

_IN_CELL = PLACE.format("", "")


class Finding(Record):
    """One check, or a whole submission, that needs its student; nothing here is hidden."""

    submission: str
    title: str
    message: str
    file: str = ""
    """Of the submission; empty if it is about no file."""
    line: int | None = None
    is_ours: bool = False
    """True if it failed through our fault: nothing for the student to do."""


def findings(view: StudentView) -> tuple[Finding, ...]:
    """Return what did not pass, in the order of the report; what says the same, once."""
    return tuple(dict.fromkeys(_found(view)))


def _found(view: StudentView) -> Iterator[Finding]:
    whole = {"submission": view.submission_id, "title": view.assignment_title}
    if view.status == "unreadable":
        yield Finding(**whole, message=f"{words.UNREADABLE}\n{view.problem}")
        return
    if view.status == "error":
        yield Finding(**whole, message=words.OUR_FAULT, is_ours=True)
    for task in view.tasks:
        for case in cases(task.checks):
            for check in case.telling:
                if check.outcome is not Outcome.PASSED:
                    yield _finding(view.submission_id, task, case, check)


def _finding(submission: str, task: TaskView, case: Case, check: CheckView) -> Finding:
    file, number, inside = _place(task, check)
    hidden = " (hidden)" if check.hidden else ""
    return Finding(
        submission=submission,
        title=f"{task.title}: {check.title}{hidden}",
        message="\n".join(part for part in (inside, *told(check, case.hint)) if part),
        file=file,
        line=number,
        is_ours=check.outcome is Outcome.ERROR,
    )


def told(check: CheckView, hint: str) -> Sequence[str]:
    """Return what is said of a check that did not pass, as paragraphs; some may be empty."""
    failure = check.failure or words.OUTCOMES[check.outcome]
    return (
        check.message or words.sentence(failure),
        f"Likely cause: {check.diagnosis}" if check.diagnosis else "",
        check.note,
        f"Hint: {hint}" if hint else "",
    )


def _place(task: TaskView, check: CheckView) -> tuple[str, int | None, str]:
    """Return file, line, and the place within a notebook, whose lines no service can point at."""
    if not check.frames:
        return task.file, None, ""
    deepest = check.frames[-1]
    file, in_cell, cell = deepest.file.rpartition(_IN_CELL)
    if in_cell:
        return file, None, f"Cell {cell}, line {deepest.line}."
    return deepest.file, deepest.line, ""
