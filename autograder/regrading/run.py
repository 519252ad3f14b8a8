"""Grades a class again from the work that was kept; only what must run runs.

Of each submission: what is not as it was (`causes`), the checks or the answers again, the
difference, and the new grade appended. What a killed run had done stands in the next one:
finished checks in a journal beside the grade, finished students in the regrade's folder.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock as Mutex

from autograder import report
from autograder.errors import SubmissionError
from autograder.executors.asking import in_this_process, performed
from autograder.gradebook import Gradebook
from autograder.grading import Grader
from autograder.model import (
    AnswerScore,
    Executor,
    Grade,
    Regrade,
    Submission,
    Ungraded,
)
from autograder.results import GRADE, write_reports, write_text

from .causes import Cause, Present, causes_of, runs_checks
from .differences import Difference, PointsDifference, compare, kept_points
from .records import Direction, StudentRegrade

JOURNAL = "regrade.jsonl"

Work = Callable[[Grade], Submission]
"""Gives the work that was graded. Raises SubmissionError: it is not there, or another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the instructor decided."""

    reason: str
    at: datetime
    never_lower: bool = False
    preview: bool = False
    """Store nothing."""


def present_of(grader: Grader) -> Present:
    """Return what the grades of `grader` depend on. Raises SandboxError: an image is missing."""
    version, _, sandbox, seed_id = grader.run_id
    return Present(
        identity=grader.identity(),
        suite_parts=grader.suite_parts,
        rubric_hash=grader.rubric_hash,
        version=version,
        sandbox=sandbox,
        seed_id=seed_id,
    )


class Regrading:
    """Regrades submissions of `out`; an open grader and gradebook are handed in."""

    def __init__(
        self,
        grader: Grader,
        present: Present,
        out: Path,
        book: Gradebook,
        settings: Settings,
    ) -> None:
        self._grader = grader
        self._present = present
        self._out = out
        self._book = book
        self._settings = settings
        self._mutex = Mutex()
        self._perform = self._here = in_this_process(grader)

    def run(
        self,
        grades: Sequence[Grade],
        work: Work,
        executor: Executor,
        done: Callable[[StudentRegrade], None] = lambda _one: None,
    ) -> Iterator[StudentRegrade]:
        """Yield what becomes of each of `grades`, in force until now, as it ends.

        Args:
            grades: the newest of each submission, with what people decided.
            work: gives what was graded.
            executor: how many at once, and where.
            done: hears of a student before the new grade is stored: after a kill
                between the two, the student is regraded once more.

        Raises:
            SpecError: the suite fails on its own reference; nothing is graded.
            SandboxError: the reference could not be run.
        """
        is_due = any(map(self.is_due, grades))
        if is_due:
            self._grader.expected()
        here = self._here
        with executor.opened(self._grader.setup, here) if is_due else nullcontext(here) as perform:
            self._perform = perform
            found = executor.map(lambda grade: self._regrade(grade, work, done), grades)
            yield from (one for one in found if one is not None)

    def is_due(self, grade: Grade) -> bool:
        """Tell whether anything that `grade` depends on is not as it was."""
        return grade.status == "error" or bool(causes_of(grade, self._present))

    def _regrade(
        self, grade: Grade, work: Work, done: Callable[[StudentRegrade], None]
    ) -> StudentRegrade | None:
        """Return what becomes of `grade`; None if it was not begun before the run was ended."""
        causes = causes_of(grade, self._present)
        if not self.is_due(grade):
            return _told(grade, "same", causes, difference=compare(grade, grade))
        try:
            submission = work(grade)
        except SubmissionError as error:
            return _told(grade, "not comparable", causes, problem=str(error))
        new = self._graded(grade, submission, causes)
        if new is None:
            return None
        if new.status == "error":
            return _told(grade, "ours", causes, problem=new.problem, ran=True)
        new, told = self._judged(grade, new, causes)
        with self._mutex:
            done(told)
        if not self._settings.preview:
            self._store(new)
        return told

    def _graded(
        self, grade: Grade, submission: Submission, causes: tuple[Cause, ...]
    ) -> Grade | None:
        stored = self._newest(grade)
        same_rubric = grade.manifest.rubric_hash == self._grader.rubric_hash
        if stored and not runs_checks(causes) and grade.status != "error":
            return self._grader.with_answers(stored, submission)
        new = self._run(submission, stored.rubric if stored and same_rubric else ())
        if new is None:
            return None
        # Checks that a killed run, or a preview, had finished name no image.
        was_run = new.status == "graded"
        images = new.manifest.images or (self._present.identity.images if was_run else ())
        manifest = new.manifest.model_copy(update={"images": images})
        return new.model_copy(update={"manifest": manifest})

    def _run(self, submission: Submission, answers: tuple[AnswerScore, ...]) -> Grade | None:
        path = self._out / submission.id / JOURNAL
        path.parent.mkdir(exist_ok=True)
        key = self._key(submission)
        new = performed(self._grader, self._perform, submission, answers, path=path, key=key)
        if isinstance(new, Ungraded):
            return self._grader.ungraded(submission.id, submission.student, new.reason)
        return new

    def _newest(self, grade: Grade) -> Grade | None:
        """Return the grade as it was given, before people decided; None if that is not known."""
        digest = grade.manifest.submission_digest
        with self._mutex:
            stored = self._book.history(grade.assignment, grade.submission_id)
        same_work = [one for one in stored if one.manifest.submission_digest == digest]
        return same_work[-1] if same_work and not same_work[-1].overrides else None

    def _judged(
        self, grade: Grade, new: Grade, causes: tuple[Cause, ...]
    ) -> tuple[Grade, StudentRegrade]:
        """Return the new grade with its note, and what is told of it."""
        # Whose it is and when it came in are `grade`'s to say; a regrade holds on to them.
        known = ("student", "submitted_at", "late", "lateness")
        new = new.model_copy(update={name: getattr(grade, name) for name in known})
        new = new.model_copy(update={"regrade": None})
        bare = self._decided(new)
        kept = kept_points(grade, bare, never_lower=self._settings.never_lower)
        note = self._note(grade, bare, kept)
        after = bare.model_copy(update={"regrade": note})
        found = compare(grade, after, causes)
        promised = grade.regrade.kept if grade.regrade else 0
        is_changed = found.changes_points or kept != promised
        direction = _direction(grade, after, found, kept) if is_changed else "same"
        told = _told(
            grade, direction, causes, difference=found, kept=kept, ran=True,
            sentence=report.student_view(after).regrade if is_changed else "",
        )  # fmt: skip
        return new.model_copy(update={"regrade": note if is_changed else grade.regrade}), told

    def _note(self, grade: Grade, bare: Grade, kept: float) -> Regrade:
        note = Regrade(
            at=self._settings.at,
            reason=self._settings.reason,
            points_before=grade.points,
            points_after=None,
            kept=kept,
        )
        after = bare.model_copy(update={"regrade": note})
        found = compare(grade, after)
        gone = {check.task for check in found.checks if check.outcome_after is None}
        return note.model_copy(
            update={
                "points_after": after.points,
                "checks": tuple(check.name for check in found.moved),
                "tasks": tuple(t.id for t in after.tasks if t.id in gone | _ids(found.tasks)),
                "questions": tuple(sorted(_ids(found.questions))),
            }
        )

    def _decided(self, grade: Grade) -> Grade:
        with self._mutex:
            return self._book.decided(grade)

    def _store(self, grade: Grade) -> None:
        folder = self._out / grade.submission_id
        folder.mkdir(exist_ok=True)
        with self._mutex:
            self._book.append(grade, again=True)
            found = self._book.in_force(grade.assignment, grade.submission_id)
        decided = found or grade
        write_reports(decided, folder)
        # Last: a reader finds the pages of the grade that this file holds.
        write_text(folder / GRADE, report.grade_json(decided))
        (folder / JOURNAL).unlink(missing_ok=True)

    def _key(self, submission: Submission) -> str:
        images = [image.model_dump() for image in self._present.identity.images]
        versions = (self._present.identity.autograder, self._present.identity.numpy)
        parts = [submission.digest, submission.problem, self._grader.run_id, versions, images]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _told(
    grade: Grade,
    direction: Direction,
    causes: Iterable[Cause],
    *,
    difference: Difference | None = None,
    kept: float = 0.0,
    problem: str = "",
    sentence: str = "",
    ran: bool = False,
) -> StudentRegrade:
    return StudentRegrade(
        submission_id=grade.submission_id,
        student=grade.student,
        direction=direction,
        ran=ran,
        difference=difference,
        kept=kept,
        causes=tuple((cause.kind, cause.what) for cause in causes),
        problem=problem,
        sentence=sentence,
    )


def _direction(before: Grade, after: Grade, found: Difference, kept: float) -> Direction:
    if found.before is None or found.after is None:
        return "first"
    if found.after > found.before:
        return "up"
    if found.after < found.before:
        nothing_fell = kept_points(before, after, never_lower=True) <= kept
        return "waits" if after.needs_review and nothing_fell else "down"
    return "kept" if kept else "same"


def _ids(found: Iterable[PointsDifference]) -> set[str]:
    return {one.id for one in found}
