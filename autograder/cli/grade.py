"""`autograder grade`: a class of submissions into a folder."""

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from autograder import intake, plugins, report
from autograder.batch import ClassRun, Graded, write_text
from autograder.errors import SpecError, SubmissionError
from autograder.gradebook import Gradebook
from autograder.grading import Grader
from autograder.model import Assignment, ExpectedCheck, Grade

from .course import course_secret, open_assignment
from .progress import Progress
from .sandboxes import NOT_ISOLATED, open_sandbox

EXPECTED = TypeAdapter(tuple[ExpectedCheck, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeOptions:
    """What the user asked for beside the two folders."""

    jobs: int | None = None
    timeout: float | None = None
    tasks: Collection[str] | None = None
    students: Collection[str] | None = None
    roster: Path | None = None
    sandbox: str = "docker"
    runtime: str | None = None
    fail_under: float | None = None
    as_json: bool = False


def grade_class(
    course: Path, slug: str, submissions: Path, out: Path, options: GradeOptions
) -> int:
    """Grade `submissions` into `out`; return the exit code."""
    assignment = _with_timeout(open_assignment(course, slug), options.timeout)
    candidates = _candidates(submissions, assignment, options)
    jobs = options.jobs or os.cpu_count() or 1
    progress = Progress(len(candidates), quiet=options.as_json)
    with ExitStack() as stack:
        sandbox = open_sandbox(options.sandbox, runtime=options.runtime)
        stack.callback(sandbox.close)
        secret = course_secret(course)
        grader = stack.enter_context(
            Grader(assignment, sandbox, secret=secret, tasks=options.tasks)
        )
        out.mkdir(parents=True, exist_ok=True)
        _know_expected(grader, out, progress)
        book = stack.enter_context(Gradebook(out / "gradebook.db"))
        executor = plugins.load("executors", "local")(jobs)
        graded = list(_shown(ClassRun(grader, out, book).run(candidates, executor), progress))
    grades = sorted((one.grade for one in graded), key=lambda grade: grade.submission_id)
    _tell(grades, out, progress, as_json=options.as_json)
    return _exit_code(grades, options.fail_under)


def _with_timeout(assignment: Assignment, timeout: float | None) -> Assignment:
    if timeout is None:
        return assignment
    limits = assignment.limits.model_copy(update={"submission_seconds": timeout})
    return assignment.model_copy(update={"limits": limits})


def _candidates(
    submissions: Path, assignment: Assignment, options: GradeOptions
) -> Sequence[intake.Candidate]:
    roster = intake.load_roster(options.roster) if options.roster else None
    found = intake.discover(submissions, assignment, roster)
    if options.students is None:
        wanted = found
    else:
        names = set(options.students)
        wanted = [one for one in found if {one.id, one.student.id} & names]
    if not wanted:
        listed = ", ".join(one.id for one in found[:5]) or "none"
        msg = f"no submission to grade in {str(submissions)!r}; found: {listed}"
        raise SubmissionError(msg)
    return wanted


def _know_expected(grader: Grader, out: Path, progress: Progress) -> None:
    """Run the reference once for each suite; later runs into the same folder read the record."""
    tasks = [task.id for task in grader.assignment.tasks]
    key = hashlib.sha256(json.dumps([*grader.run_id, *tasks]).encode()).hexdigest()[:16]
    record = out / ".expected" / f"{key}.json"
    try:
        grader.adopt(EXPECTED.validate_json(record.read_bytes()))
    except (FileNotFoundError, ValidationError):
        progress.say("running the hidden and public checks on the reference solution")
        expected = grader.expected()
        record.parent.mkdir(exist_ok=True)
        write_text(record, EXPECTED.dump_json(expected, indent=1).decode())


def _shown(graded: Iterator[Graded], progress: Progress) -> Iterator[Graded]:
    with progress:
        for one in graded:
            progress.advance(one)
            yield one


def _tell(grades: Sequence[Grade], out: Path, progress: Progress, *, as_json: bool) -> None:
    if as_json:
        progress.print_json([_summary(grade) for grade in grades])
        return
    progress.show(report.class_table(grades))
    if grades and not grades[0].manifest.isolated:
        progress.warn(NOT_ISOLATED)
    progress.show(f"reports: {out}/summary.html   gradebook: {out}/gradebook.csv")


def _summary(grade: Grade) -> dict[str, object]:
    return {
        "submission": grade.submission_id,
        "student": grade.student.id,
        "status": grade.status,
        "problem": grade.problem,
        "points": grade.points,
        "max_points": grade.max_points,
        "tasks": {task.id: task.points for task in grade.tasks},
    }


def _exit_code(grades: Sequence[Grade], fail_under: float | None) -> int:
    if any(grade.status == "error" for grade in grades):
        return 3
    if fail_under is None:
        return 0
    if any(_percent(grade) < fail_under for grade in grades):
        return 1
    return 0


def _percent(grade: Grade) -> float:
    if not grade.max_points:
        msg = f"{grade.assignment!r} has no points to compare with --fail-under"
        raise SpecError(msg)
    return 100 * (grade.points or 0) / grade.max_points
