"""`autograder regrade`: a graded class again after a fix, with differences."""

import hashlib
import json
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer

from autograder import intake
from autograder.errors import SpecError, SubmissionError
from autograder.gradebook import Gradebook
from autograder.grading import ISOLATED, Grader
from autograder.model import Assignment, Grade, Submission
from autograder.regrading import (
    PREVIEW,
    ClassRegrade,
    Regrading,
    Settings,
    StudentRegrade,
    Unfinished,
    Work,
    begin,
    headline,
    in_order,
    interrupted,
    lock_key,
    present_lock,
    present_of,
    refuse_changed,
    write_report,
)
from autograder.report import number
from autograder.report.text import inert, line
from autograder.results import graded_tasks, kept_submission

from .alone import work_alone_in
from .book import grades_in, open_book, render_again
from .course import course_secret, open_assignment
from .edge import OURS, UNREADABLE
from .executors import interruptible, open_executor
from .memory import give_back_memory
from .option_types import LOCAL
from .sandboxes import NOT_ISOLATED, open_sandbox
from .scorers import open_scorer_of

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RegradeOptions:
    """What the user asked for beside assignment and folder."""

    reason: str
    preview: bool = False
    never_lower: bool = False
    students: Collection[str] | None = None
    submissions: Path | None = None
    course: Path
    jobs: int | None = None
    executor: str = LOCAL
    scheduler: str | None = None
    workers: int | None = None
    timeout: float | None = None
    sandbox: str = "docker"
    runtime: str | None = None
    as_json: bool = False


def regrade_class(slug: str, out: Path, options: RegradeOptions) -> int:
    """Grade the class in `out` again; return the exit code."""
    give_back_memory()
    _refuse_silence(options)
    as_written = open_assignment(options.course, slug)
    assignment = with_timeout(as_written, options.timeout)
    book = open_book(out)
    work_alone_in(out)
    with ExitStack() as stack:
        stack.enter_context(book)
        chosen, whole = _chosen(book, assignment, out, options.students)
        sandbox = open_sandbox(options.sandbox, runtime=options.runtime)
        stack.callback(sandbox.close)
        if not options.preview:
            refuse_changed(as_written, sandbox, at=datetime.now(UTC))
        grader = stack.enter_context(
            Grader(
                assignment, sandbox, secret=course_secret(options.course),
                tasks=graded_tasks(out), scorer=open_scorer_of(assignment),
            )
        )  # fmt: skip
        lock = present_lock(as_written, sandbox, at=datetime.now(UTC), by="")
        run = _Run(grader, book, out, options, lock_key(lock))
        regrade = run.regrade(chosen, whole=whole)
        if not options.preview:
            render_again(out, grades_in(book, out))
    if not sandbox.guarantees.issuperset(ISOLATED):
        _say(NOT_ISOLATED)
    return _tell(regrade, run.folder, as_json=options.as_json)


def _refuse_silence(options: RegradeOptions) -> None:
    if not options.reason.strip() and not options.preview:
        msg = (
            'expected what was fixed, as in --reason "...", found nothing: the students whose '
            "grade changes read it; or look first with --preview"
        )
        raise SpecError(msg)


def with_timeout(assignment: Assignment, timeout: float | None) -> Assignment:
    """Return the assignment with another time for each submission, if one is given."""
    if timeout is None:
        return assignment
    limits = assignment.limits.model_copy(update={"submission_seconds": timeout})
    return assignment.model_copy(update={"limits": limits})


def _chosen(
    book: Gradebook, assignment: Assignment, out: Path, students: Collection[str] | None
) -> tuple[list[Grade], bool]:
    """Return the grades to look at again, and whether they are all of the folder."""
    every = book.of_submissions(assignment.slug)
    if not every:
        msg = f"no grade of {assignment.slug!r} in {str(out)!r}; expected a class that was graded"
        raise SpecError(msg)
    if students is None:
        return every, True
    known = {name for one in every for name in (one.submission_id, one.student.id)}
    unknown = sorted(set(students) - known)
    if unknown:
        listed = ", ".join(one.submission_id for one in every[:_MOST_NAMED])
        msg = f"no grade of {unknown[0]!r} in {str(out)!r}; graded there: {listed}"
        raise SpecError(msg)
    asked = set(students)
    return [one for one in every if {one.submission_id, one.student.id} & asked], False


class _Run:
    """One regrade of a class: runs what must, keeps what is done, writes the report."""

    def __init__(
        self,
        grader: Grader,
        book: Gradebook,
        out: Path,
        options: RegradeOptions,
        lock: str,
    ) -> None:
        self._assignment = grader.assignment
        self._lock = lock
        self._present = present_of(grader)
        self._out = out
        self._options = options
        self._settings = Settings(
            reason=options.reason.strip(),
            at=datetime.now(UTC),
            never_lower=options.never_lower,
            preview=options.preview,
        )
        self._regrading = Regrading(grader, self._present, out, book, self._settings)
        self.folder: Path | None = None
        """Where the report lies; None if there was nothing to tell."""

    def regrade(self, grades: list[Grade], *, whole: bool) -> ClassRegrade:
        """Look at `grades` again; write the report, unless nothing at all has changed."""
        due = [grade for grade in grades if self._regrading.is_due(grade)]
        unfinished = None if self._options.preview else self._unfinished(any_due=bool(due))
        done = unfinished.done if unfinished else {}
        left = [one for one in grades if one.submission_id not in done or one in due]
        before = [done[one.submission_id] for one in grades if one not in left]
        store = unfinished.add if unfinished else _forget
        students = [*before, *self._looked_at(left, store)]
        regrade = ClassRegrade(
            assignment=self._assignment.slug,
            title=self._assignment.title,
            reason=self._settings.reason,
            at=self._settings.at,
            preview=self._options.preview,
            never_lower=self._options.never_lower,
            whole=whole,
            lock=self._lock,
            students=in_order(students),
        )
        if unfinished or self._options.preview:
            self.folder = unfinished.folder if unfinished else self._out / PREVIEW
            write_report(self.folder, regrade)
        return regrade

    def _unfinished(self, *, any_due: bool) -> Unfinished | None:
        """Return where who is done is written down: a new folder only if somebody is due."""
        words = (self._settings.reason, str(self._options.never_lower))
        text = "\0".join((*words, self._present.model_dump_json()))
        key = hashlib.sha256(text.encode()).hexdigest()
        return interrupted(self._out, key) or (begin(self._out, key) if any_due else None)

    def _looked_at(
        self, grades: list[Grade], store: Callable[[StudentRegrade], None]
    ) -> Iterator[StudentRegrade]:
        options = self._options
        executor = open_executor(
            options.executor, self._assignment, _say, jobs=options.jobs,
            scheduler=options.scheduler, workers=options.workers,
        )  # fmt: skip
        done = 0
        with interruptible(executor, _say):
            for one in self._regrading.run(grades, self._work(), executor, store):
                done += 1
                if one.ran:
                    _say(f"[{done}/{len(grades)}] {_in_short(one)}")
                yield one
        if done < len(grades):  # told to finish what ran, and to begin nothing else
            raise KeyboardInterrupt

    def _work(self) -> Work:
        """Return what gives the work that was graded: as it was kept, or from --submissions."""
        path = self._options.submissions
        inputs = intake.read_inputs(path, self._assignment, None, None) if path else None
        handed_in = {one.id: one for one in inputs.candidates} if inputs else {}

        def work(grade: Grade) -> Submission:
            try:
                kept = kept_submission(self._out / grade.submission_id, grade)
            except SubmissionError:
                if grade.submission_id not in handed_in:
                    raise
                kept = None
            if kept is not None:
                return kept
            candidate = handed_in.get(grade.submission_id)
            found = candidate.read() if candidate else None
            return _same_work(grade, found)

        return work


def _same_work(grade: Grade, found: Submission | None) -> Submission:
    if found is None:
        msg = (
            f"the work of {grade.submission_id!r} was not kept when it was graded; say where the "
            "class handed in with --submissions PATH"
        )
        raise SubmissionError(msg)
    if found.digest != grade.manifest.submission_digest:
        msg = (
            f"what {grade.submission_id!r} handed in is not the work that was graded; run "
            "`autograder grade`, which grades the new work"
        )
        raise SubmissionError(msg)
    return found


def _forget(_one: StudentRegrade) -> None:
    """Keep no record of who is done: nothing is stored."""


def _tell(regrade: ClassRegrade, folder: Path | None, *, as_json: bool) -> int:
    for direction in ("ours", "not comparable"):
        found = [one for one in regrade.students if one.direction == direction]
        for one in found[:_MOST_NAMED]:
            _say(inert(line(f"{one.submission_id}: {one.problem}", 1_000)))
    if as_json:
        typer.echo(json.dumps(regrade.model_dump(mode="json"), indent=2))
    elif folder is None:
        typer.echo(f"{headline(regrade)}: nothing that they depend on is another than it was")
    else:
        typer.echo(headline(regrade))
        typer.echo(f"report: {folder}/regrade.html   the same as text: {folder}/regrade.md")
    if regrade.counts.get("ours"):
        return OURS
    return UNREADABLE if regrade.counts.get("not comparable") else 0


def _in_short(one: StudentRegrade) -> str:
    name = inert(line(one.submission_id))
    if one.difference is None:
        return f"{name}: {one.direction}"
    points = f"{number(one.difference.before)} -> {number(one.difference.after)}"
    return f"{name}: {points}{'' if one.direction in ('up', 'down') else f', {one.direction}'}"


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
