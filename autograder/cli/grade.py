"""`autograder grade`: a class of submissions into a folder."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from autograder.batch import ClassRun, Graded
from autograder.errors import SpecError
from autograder.grading import Grader
from autograder.model import Assignment, ExpectedCheck, Grade
from autograder.regrading import refuse_changed
from autograder.report import Outlines
from autograder.report.text import inert, line
from autograder.results import claim_folder, write_text

from .alone import refuse_taken, work_alone_in
from .book import book_to_grade_into
from .closing import next_steps, show_class
from .course import course_secret, open_assignment
from .dates import DateFiles, keep_dates, remembered, unknown_lateness
from .edge import INTERRUPTED, OURS
from .executors import interruptible, open_executor
from .memory import give_back_memory
from .option_types import LOCAL
from .progress import Progress
from .rows import row_of
from .sandboxes import NOT_ISOLATED, open_sandbox
from .scorers import open_scorer_of
from .selection import Selection, keep_roster, known_roster, refuse_among, select

GO_ON = "run the same command to go on"
MOST_NAMED = 300
"""Characters of a list of submissions."""
EXPECTED = TypeAdapter(tuple[ExpectedCheck, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeOptions:
    """What the user asked for beside the two folders."""

    course: Path
    jobs: int | None = None
    executor: str = LOCAL
    scheduler: str | None = None
    workers: int | None = None
    timeout: float | None = None
    tasks: Collection[str] | None = None
    students: Collection[str] | None = None
    roster: Path | None = None
    dates: DateFiles = field(default_factory=DateFiles)
    form: str | None = None
    sandbox: str = "docker"
    runtime: str | None = None
    force: bool = False
    fail_under: float | None = None
    as_json: bool = False
    gradebook: str | None = None
    json_lines: bool = False


@dataclass(frozen=True, slots=True)
class _Ended:
    """What a run came to."""

    grades: Outlines
    unrendered: dict[str, str]
    """Why the pages of a submission could not be made, by its id."""
    left: int
    """How many were not begun, since the run was told to finish."""


def grade_class(slug: str, submissions: Path, out: Path, options: GradeOptions) -> int:
    """Grade `submissions` into `out`; return the exit code."""
    give_back_memory()
    assignment = _with_timeout(open_assignment(options.course, slug), options.timeout)
    refuse_taken(out)
    dates = remembered(options.dates, out, assignment)
    roster = known_roster(options.roster, submissions, out)
    chosen = select(
        submissions,
        assignment,
        roster=roster,
        students=options.students,
        dates=dates,
        form=options.form,
    )
    refuse_among(out, submissions, chosen.wanted)
    progress = Progress(len(chosen.wanted), quiet=options.as_json, json_lines=options.json_lines)
    _announce(chosen, progress)
    work_alone_in(out)
    ended = _run(assignment, chosen, out, progress, replace(options, roster=roster))
    code = _close(ended, chosen, out, progress, options)
    progress.ended(code, str(out))
    return code


def _close(
    ended: _Ended,
    chosen: Selection,
    out: Path,
    progress: Progress,
    options: GradeOptions,
) -> int:
    """Show the class, warn of what is not as it should be, say what is next; the exit code."""
    grades = ended.grades.by(lambda grade: grade.submission_id)
    reads_person = not (options.as_json or options.json_lines)
    if options.as_json:
        progress.print_json([row_of(grade) for grade in grades])
    elif reads_person:
        show_class(grades, out, progress)
    _warn(grades, progress)
    _name_unrendered(ended.unrendered, progress)
    if ended.left:
        progress.warn(f"interrupted; what is graded is kept, {ended.left} were not begun: {GO_ON}")
    if reads_person:
        progress.show(next_steps(grades, out, chosen.people))
    if ended.left:
        return INTERRUPTED
    return OURS if ended.unrendered else _exit_code(grades, options.fail_under)


def _run(
    assignment: Assignment,
    chosen: Selection,
    out: Path,
    progress: Progress,
    options: GradeOptions,
) -> _Ended:
    count = len(chosen.wanted)
    with ExitStack() as stack:
        sandbox = open_sandbox(options.sandbox, runtime=options.runtime)
        stack.callback(sandbox.close)
        refuse_changed(assignment, sandbox, at=datetime.now(UTC))
        # From here on: who is refused leaves nothing in the folder.
        claim_folder(out, chosen.people, options.tasks)
        keep_dates(options.dates, out)
        keep_roster(options.roster, out)
        book = stack.enter_context(book_to_grade_into(out, options.gradebook))
        book.set_rule(assignment.slug, assignment.attempts.counts)
        sandbox.expect(count + 1)  # the reference, too
        secret = course_secret(options.course)
        grader = stack.enter_context(
            Grader(
                assignment,
                sandbox,
                secret=secret,
                tasks=options.tasks,
                scorer=open_scorer_of(assignment),
            )
        )
        _know_expected(grader, out, progress)
        executor = open_executor(
            options.executor, assignment, progress.warn, jobs=options.jobs,
            scheduler=options.scheduler, workers=options.workers,
        )  # fmt: skip
        run = ClassRun(grader, out, book, chosen.people, afresh=options.force)
        graded = run.run(chosen.wanted, executor, others=chosen.others)
        with interruptible(executor, progress.warn):
            unrendered = _shown(graded, assignment, out, progress)
        return _Ended(run.ended, unrendered, left=count - len(run.ended))


def _with_timeout(assignment: Assignment, timeout: float | None) -> Assignment:
    if timeout is None:
        return assignment
    limits = assignment.limits.model_copy(update={"submission_seconds": timeout})
    return assignment.model_copy(update={"limits": limits})


def _announce(chosen: Selection, progress: Progress) -> None:
    progress.say(inert(line(chosen.summary)))
    people = chosen.people
    names = [f"{one.id} ({one.name})" if one.name else one.id for one in people.missing]
    if names:
        progress.warn(f"no submission from {len(names)} of the roster: {_listed(names)}")
    if people.strangers:
        progress.warn(f"not on the roster, graded all the same: {_listed(people.strangers)}")
    for words in chosen.warnings:
        progress.warn(inert(words))


def _listed(names: Sequence[str]) -> str:
    return inert(line(", ".join(names), MOST_NAMED))


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


def _shown(
    graded: Iterator[Graded], assignment: Assignment, out: Path, progress: Progress
) -> dict[str, str]:
    """Show each as it ends; return whose pages could not be made, and why."""
    unrendered = {}
    progress.began(assignment, str(out))
    with progress:
        for one in graded:
            progress.advance(one)
            if one.unrendered:
                unrendered[one.grade.submission_id] = one.unrendered
    return unrendered


def _warn(grades: Sequence[Grade], progress: Progress) -> None:
    if grades and not grades[0].manifest.isolated:
        progress.warn(NOT_ISOLATED)
    for words in unknown_lateness(grades):
        progress.warn(inert(words))
    failed = [grade for grade in grades if grade.status == "error"]
    if failed:
        reason = inert(line(failed[0].problem))
        names = _listed([grade.submission_id for grade in failed])
        progress.warn(
            f"{len(failed)} of {len(grades)} submissions are not graded, which is no student's "
            f"fault ({names}): {reason}; run the same command again"
        )


def _name_unrendered(unrendered: Mapping[str, str], progress: Progress) -> None:
    """Name whose pages could not be made."""
    for name, reason in unrendered.items():
        progress.warn(
            f"{inert(line(name))}: the grade is kept, but its report could not be made: "
            f"{inert(line(reason))}; run the same command again, or tell those who keep this grader"
        )


def _exit_code(grades: Sequence[Grade], fail_under: float | None) -> int:
    if any(grade.status == "error" for grade in grades):
        return 3
    if fail_under is None:
        return 0
    if any(_percent(grade) < fail_under for grade in grades):
        return 1
    return 0


def _percent(grade: Grade) -> float:
    """Return the score of what is decided: nobody misses a threshold by a person's reading."""
    decided = grade.max_points - grade.waiting_points
    if not decided:
        msg = f"{grade.assignment!r} has no points to compare with --fail-under"
        raise SpecError(msg)
    return 100 * (grade.points or 0) / decided
