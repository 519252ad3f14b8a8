"""`autograder check`: a student's own run of the public checks."""

import sys
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from rich.console import Console

from autograder import intake, report, spec
from autograder.errors import SpecError, SubmissionError
from autograder.grading import Grader
from autograder.model import Assignment, Grade, Outcome

from .edge import OURS
from .sandboxes import open_sandbox

PUBLIC = b"public checks: the same inputs for everybody who checks at home"
MORE = "These were the public checks; the hidden ones are run on what you hand in."


def check_work(folder: Path, *, tasks: Collection[str] | None, sandbox: str, as_json: bool) -> int:
    """Run the public suite on the work in `folder`; 0: all passed, 1: not, 3: our fault.

    Raises:
        SpecError: `folder` is no template, or its suite cannot be run.
        SubmissionError: the work is not there, or cannot be read.
    """
    assignment = _assignment(folder.resolve())
    submission = intake.read_submission(folder.resolve(), assignment, "you")
    if submission.problem is not None:
        msg = f"nothing to check in {str(folder)!r}: {submission.problem}"
        raise SubmissionError(msg)
    opened = open_sandbox(sandbox)
    try:
        with Grader(assignment, opened, secret=PUBLIC, hidden=False, tasks=tasks) as grader:
            grade = _of_public_checks(grader.grade(submission))
    finally:
        opened.close()
    if not grade.checks:
        what = f"of {', '.join(sorted(tasks))}" if tasks else f"in {assignment.slug!r}"
        msg = f"no public check {what}: hidden ones alone, which are run on what you hand in"
        raise SpecError(msg)
    _tell(grade, as_json=as_json)
    return _exit_code(grade)


def _assignment(folder: Path) -> Assignment:
    if not (folder / "assignment.toml").is_file():
        msg = (
            f"no assignment.toml in {str(folder)!r}; run this in the folder that you unpacked, "
            "or name it: autograder check FOLDER"
        )
        raise SpecError(msg)
    return spec.load_assignment(folder)


def _of_public_checks(grade: Grade) -> Grade:
    """Count what can be earned here: no point of a hidden check is out of reach at home."""
    attainable: defaultdict[str, float] = defaultdict(float)
    for check in grade.checks:
        attainable[check.task] += check.max_points
    tasks = [
        task.model_copy(update={"max_points": round(attainable[task.id], 4)})
        for task in grade.tasks
        if task.id in attainable
    ]
    return grade.model_copy(update={"tasks": tuple(tasks)})


def _tell(grade: Grade, *, as_json: bool) -> None:
    view = report.student_view(grade)
    if as_json:
        sys.stdout.write(report.student_json(view) + "\n")
        return
    console = Console(highlight=False)
    console.print(report.student_terminal(view))
    console.print(MORE, style="dim")


def _exit_code(grade: Grade) -> int:
    if grade.status == "error":
        return OURS
    return 0 if all(check.outcome is Outcome.PASSED for check in grade.checks) else 1
