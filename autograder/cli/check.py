"""`autograder check`: a student's own run of the public checks."""

import sys
from collections.abc import Collection
from pathlib import Path

from rich.console import Console

from autograder import intake, report, spec
from autograder.errors import SpecError
from autograder.grading import Grader
from autograder.model import Assignment, Grade, Outcome

from .edge import OURS, UNREADABLE
from .sandboxes import open_sandbox

PUBLIC = b"public checks: the same inputs for everybody who checks at home"


def check_work(folder: Path, *, tasks: Collection[str] | None, sandbox: str, as_json: bool) -> int:
    """Run the public suite on the work in `folder`; 0: all passed, 1: not, 2 or 3: not run."""
    assignment = _assignment(folder.resolve())
    submission = intake.read_submission(folder.resolve(), assignment, "you")
    opened = open_sandbox(sandbox)
    try:
        with Grader(assignment, opened, secret=PUBLIC, hidden=False, tasks=tasks) as grader:
            grade = grader.grade(submission)
    finally:
        opened.close()
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


def _tell(grade: Grade, *, as_json: bool) -> None:
    view = report.student_view(grade)
    if as_json:
        sys.stdout.write(report.student_json(view) + "\n")
        return
    Console(highlight=False).print(report.student_terminal(view))


def _exit_code(grade: Grade) -> int:
    if grade.status != "graded":
        return OURS if grade.status == "error" else UNREADABLE
    return 0 if all(check.outcome is Outcome.PASSED for check in grade.checks) else 1
