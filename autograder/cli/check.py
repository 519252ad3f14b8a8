"""`autograder check`: a student's own run of the public checks."""

import io
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

import typer
from rich.console import Console

from autograder import intake, report, spec
from autograder.errors import SpecError, SubmissionError
from autograder.grading import Grader
from autograder.model import Assignment, Grade, Outcome, Submission, Task
from autograder.results import GRADE, write_reports, write_text

from .edge import OURS
from .home import (
    Published,
    asked_for,
    find_template,
    has_work,
    misnamed,
    newer_here,
    read_published,
    without_torch,
)
from .sandboxes import open_sandbox

PUBLIC = b"public checks: the same inputs for everybody who checks at home"
TORCH = "install it with: pip install torch"
HEADING = "Your own work, checked at home"


def check_work(
    folder: Path,
    *,
    tasks: Collection[str] | None,
    sandbox: str,
    as_json: bool,
    out: Path | None = None,
) -> int:
    """Run the public suite on the work in `folder`; 0: all passed, 1: not, 3: our fault.

    With `out`, the result is kept there as `grade` keeps one.

    Raises:
        SpecError: `folder` is no template, or its suite cannot be run.
        SubmissionError: the work is not there, or cannot be read.
    """
    _never_fail_to_print()
    template = find_template(folder)
    assignment = spec.load_assignment(template)
    published = read_published(template)
    submission = _read(template, assignment)
    for warning in newer_here(published):
        typer.secho(f"note: {warning}", fg="yellow", err=True)
    barred = without_torch(assignment, tasks) if sandbox == "process" else ()
    tasks = _runnable(assignment, tasks, barred)
    grade = _graded(submission, assignment, sandbox, tasks)
    if out is not None:
        _keep(grade, out / grade.submission_id)
    if as_json:
        sys.stdout.write(report.student_json(report.student_view(grade)) + "\n")
    else:
        _tell(grade, assignment, published, tasks)
    if barred:
        titles = ", ".join(task.title for task in barred)
        typer.secho(f"not checked without torch: {titles}; {TORCH}", fg="yellow", err=True)
    return _exit_code(grade) or int(bool(barred))


def _never_fail_to_print() -> None:
    # A terminal of an old encoding shows an umlaut as an escape rather than ending the command.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _runnable(
    assignment: Assignment, only: Collection[str] | None, barred: Collection[Task]
) -> Collection[str] | None:
    """Return the tasks that can be run here; None for all. Raises SpecError: there are none."""
    if not barred:
        return only
    asked = [task.id for task in assignment.tasks if only is None or task.id in only]
    left = [name for name in asked if name not in {task.id for task in barred}]
    if not left:
        msg = f"this needs torch, which is not installed here; {TORCH}"
        raise SpecError(msg)
    return left


def _read(template: Path, assignment: Assignment) -> Submission:
    submission = intake.read_submission(template, assignment, "you")
    questions = list(misnamed(template, assignment, submission))
    if submission.problem is not None:
        absent = f"your work is not there (expected: {asked_for(assignment)})"
        problem = submission.problem if has_work(template, assignment) else absent
        msg = f"nothing to check in {str(template)!r}: {'; '.join([problem, *questions])}"
        raise SubmissionError(msg)
    return submission.model_copy(update={"notes": (*submission.notes, *questions)})


def _graded(
    submission: Submission, assignment: Assignment, sandbox: str, tasks: Collection[str] | None
) -> Grade:
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
    return grade


def _keep(grade: Grade, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_text(folder / GRADE, report.grade_json(grade))
    write_reports(grade, folder)


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


def _tell(
    grade: Grade, assignment: Assignment, published: Published, only: Collection[str] | None
) -> None:
    view = report.student_view(grade)
    # Their own code on their own machine: that nothing walls it off goes without saying.
    home = {"student_name": HEADING, "submission_id": HEADING}
    named = view.model_copy(update=home | {"isolated": True, "status": "graded"})
    console = Console(highlight=False)
    console.print(report.student_terminal(named))
    console.print()
    if grade.status == "error":
        words = f"Some checks could not be run here: {grade.problem}"
        console.print(words, style="yellow", markup=False)
    for sentence in (*_sum_up(grade), *_what_waits(grade, assignment, published, only)):
        console.print(sentence, markup=False)


def _sum_up(grade: Grade) -> Iterator[str]:
    """Say how many tasks pass, and where to go on."""
    files = {c.frames[-1].file for c in grade.checks if c.failure == "import" and c.frames}
    if files:
        what = "it" if len(files) == 1 else "them"
        yield f"Before all else, correct {' and '.join(sorted(files))}: Python cannot run {what}."
    open_tasks = [
        task.title
        for task in grade.tasks
        if any(c.task == task.id and c.outcome is not Outcome.PASSED for c in grade.checks)
    ]
    count = len(grade.tasks)
    if not open_tasks:
        yield f"All public checks pass ({report.counted(count, 'task')})."
    else:
        passing = f"{count - len(open_tasks)} of {report.counted(count, 'task')}"
        yield f"Public checks: {passing} done. Go on with: {open_tasks[0]}."


def _what_waits(
    grade: Grade, assignment: Assignment, published: Published, only: Collection[str] | None
) -> Iterator[str]:
    """Say how much is graded besides, on what is handed in."""
    asked = [task for task in assignment.tasks if only is None or task.id in only]
    total = sum(task.points for task in asked)
    left = round(total - sum(task.max_points for task in grade.tasks), 4)
    tests = sum(published.hidden_tests.get(task.id, 0) for task in asked)
    if left <= 0:
        return
    what = report.counted(tests, "hidden test") if tests else "Hidden tests"
    yield (
        f"{what} for {report.number(left)} of the {report.number(total)} points will be run on "
        "what you hand in."
    )


def _exit_code(grade: Grade) -> int:
    if grade.status == "error":
        return OURS
    return 0 if all(check.outcome is Outcome.PASSED for check in grade.checks) else 1
