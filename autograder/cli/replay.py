"""`autograder replay`: one grade again from its manifest; is every outcome the same?"""

from contextlib import ExitStack
from pathlib import Path

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder import intake, report
from autograder.errors import SpecError, SubmissionError
from autograder.grading import Grader
from autograder.model import Assignment, Grade, Submission
from autograder.regrading import Replayed, causes_of, present_of, replay
from autograder.report import counted, number
from autograder.report.text import inert, line
from autograder.results import kept_submission

from .course import course_secret, open_assignment
from .edge import OURS
from .sandboxes import open_sandbox
from .scorers import open_scorer_of

DIFFERENT = 1


def replay_grade(
    file: Path,
    course: Path,
    *,
    submission: Path | None,
    anyway: bool,
    sandbox: str | None,
    runtime: str | None,
) -> int:
    """Run the grade in `file` again and say whether it is the same; return the exit code."""
    grade = _read(file)
    assignment = open_assignment(course, grade.assignment)
    work = _work(file.parent, grade, assignment, submission)
    with ExitStack() as stack:
        place = open_sandbox(sandbox or grade.manifest.sandbox, runtime=runtime)
        stack.callback(place.close)
        grader = stack.enter_context(
            Grader(
                assignment, place, secret=course_secret(course),
                tasks=_tasks(grade, assignment), scorer=open_scorer_of(assignment),
            )
        )  # fmt: skip
        is_as_it_was = _say_what_differs(grade, grader, anyway=anyway)
        found = replay(grade, grader, work, is_as_it_was=is_as_it_was)
    return _tell(grade, found)


def _read(file: Path) -> Grade:
    try:
        return report.read_grade(file.read_bytes())
    except FileNotFoundError as error:
        msg = f"no file {str(file)!r}; expected the grade.json of a submission, as `grade` wrote it"
        raise SpecError(msg) from error
    except ValueError as error:
        msg = f"{str(file)!r} is not a grade; expected the grade.json that `grade` wrote"
        raise SpecError(msg) from error


def _work(folder: Path, grade: Grade, assignment: Assignment, given: Path | None) -> Submission:
    """Return the work that was graded. Raises SubmissionError: it is not there, or another."""
    if given is None:
        kept = kept_submission(folder, grade)
        if kept is None:
            msg = (
                f"the work of {grade.submission_id!r} was not kept when it was graded; say where "
                "it is with --submission PATH"
            )
            raise SubmissionError(msg)
        return kept
    read = intake.read_submission(given, assignment, grade.submission_id)
    # Inputs are drawn for the student, whose id need not be the submission's.
    found = read.model_copy(update={"id": grade.submission_id, "student": grade.student})
    if found.digest != grade.manifest.submission_digest:
        msg = f"what lies at {str(given)!r} is not the work that was graded; its files differ"
        raise SubmissionError(msg)
    return found


def _tasks(grade: Grade, assignment: Assignment) -> list[str] | None:
    """Return the tasks that were graded; None if they are all."""
    graded = {task.id for task in grade.tasks}
    there = {task.id for task in assignment.tasks}
    return sorted(graded & there) if there - graded and graded & there else None


def _say_what_differs(grade: Grade, grader: Grader, *, anyway: bool) -> bool:
    """Name what is not as it was; True if nothing is. Raises SpecError unless `anyway`."""
    causes = causes_of(grade, present_of(grader))
    lines = [f"  {inert(line(cause.what))}" for cause in causes]
    if causes and not anyway:
        told = "\n".join(lines)
        msg = (
            f"the grade of {grade.submission_id!r} cannot be replayed as it was made:\n{told}\n"
            "bring that back (an earlier commit of the course, its secret, the image), or replay "
            "with what is there with --anyway"
        )
        raise SpecError(msg)
    for words in ["not as it was:", *lines] if causes else []:
        typer.echo(words, err=True)
    return not causes


def _tell(grade: Grade, found: Replayed) -> int:
    name = inert(line(grade.submission_id))
    what = counted(found.checks, "check")
    answers = f", {counted(found.answers, 'written answer')}" if found.answers else ""
    if found.failed:
        listed = inert(line(", ".join(found.failed)))
        typer.echo(f"{name}: could not be run again, by a fault of ours: {listed}", err=True)
    if found.different_checks or found.different_answers:
        typer.echo(f"{name}: different")
        Console(highlight=False).print(_table(found))
        return OURS if found.failed else DIFFERENT
    if found.failed:
        return OURS
    typer.echo(f"{name}: same outcomes and points ({what}{answers})")
    return 0


def _table(found: Replayed) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("check or answer", "then", "now"):
        table.add_column(title)
    for check in found.different_checks:
        then = f"{check.outcome_before or 'none'} {number(check.before)}"
        now = f"{check.outcome_after or 'none'} {number(check.after)}"
        table.add_row(*(Text(inert(line(cell))) for cell in (check.name, then, now)))
    for answer in found.different_answers:
        cells = (answer.id, answer.before, answer.after)
        table.add_row(*(Text(inert(line(cell))) for cell in cells))
    return table
