"""A whole class into one folder: resumes, journals, reports, gradebook."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock

from autograder import report
from autograder.errors import SpecError, SubmissionError
from autograder.executors.asking import in_this_process, performed
from autograder.gradebook import Gradebook
from autograder.grading import Grader
from autograder.intake import Candidate
from autograder.model import (
    AnswerScore,
    ClassList,
    Executor,
    Grade,
    Submission,
    Ungraded,
)
from autograder.paths import beneath
from autograder.results import (
    GRADE,
    PAGES,
    RESERVED,
    keep_submission,
    read_grade,
    write_reports,
    write_tables,
    write_text,
)
from autograder.scoring import lateness_of


@dataclass(frozen=True, slots=True)
class Graded:
    """One submission's grade; `again` is False if an earlier run had already finished it."""

    grade: Grade
    again: bool
    unrendered: str = ""
    """Why its pages could not be written, though its grade is kept; empty if they were."""


class ClassRun:
    """Grades `candidates` into `out`; what is done there already is kept, unless `afresh`.

    Checks and written answers stand apart: a changed rubric, or another scorer, has the
    answers scored again and runs no check; a changed suite leaves the answers as they are.
    """

    def __init__(
        self,
        grader: Grader,
        out: Path,
        gradebook: Gradebook,
        people: ClassList | None = None,
        *,
        afresh: bool = False,
    ) -> None:
        self._grader = grader
        self._afresh = afresh
        self._out = out
        self._gradebook = gradebook
        self._people = people
        self._lock = Lock()
        self._is_over = Event()
        self._perform = self._here = in_this_process(grader)
        self.ended = report.Outlines()
        """What `run` has yielded: outlines, since ten thousand grades do not fit into memory."""
        self._skipped: set[str] = set()
        self._unrendered: dict[str, str] = {}

    def run(
        self, candidates: Sequence[Candidate], executor: Executor, *, others: Iterable[str] = ()
    ) -> Iterator[Graded]:
        """Yield each candidate's grade as it ends, then write the class's tables.

        Once the executor is told to finish, the tables hold what ended, and what an earlier
        run stored of the rest.

        Args:
            candidates: what to grade; a deque lets go of each when its turn comes.
            executor: how many at once, and where.
            others: ids of the class's other submissions; what an earlier run stored
                of them stands in the tables too.

        Raises:
            SpecError: the suite fails on its own reference; nothing is graded.
            SandboxError: the reference could not be run.
        """
        self._out.mkdir(parents=True, exist_ok=True)
        _refuse_reserved(candidates)
        names = [one.id for one in candidates]
        self._grader.expected()
        with executor.opened(self._grader.setup, self._here) as self._perform:
            try:
                for grade in executor.map(self._grade, _in_turn(candidates)):
                    if grade is not None:
                        self.ended.add(grade)
                        yield self._told(grade)
            finally:
                self._is_over.set()
        every = self.ended[:]
        every.extend(self._stored([*others, *self._left(names)]))
        write_tables(every, self._out, self._people)

    def _told(self, grade: Grade) -> Graded:
        name = grade.submission_id
        again = name not in self._skipped
        self._skipped.discard(name)  # told once, and held no longer
        return Graded(grade, again=again, unrendered=self._unrendered.get(name, ""))

    def _left(self, names: Iterable[str]) -> list[str]:
        ended = {grade.submission_id for grade in self.ended}
        return [name for name in names if name not in ended]

    def _grade(self, candidate: Candidate) -> Grade | None:
        try:
            submission = candidate.read()
        except SubmissionError as error:  # our disk's fault: one student waits, the class goes on
            return self._grader.ungraded(candidate.id, candidate.student, str(error))
        except Exception as error:  # noqa: BLE001 - whatever one student's bytes led us into
            reason = f"it could not be read, by a fault of ours: {type(error).__name__}: {error}"
            return self._grader.ungraded(candidate.id, candidate.student, reason)
        folder = beneath(self._out, candidate.id)
        folder.mkdir(exist_ok=True)
        keep_submission(folder, submission)
        if not self._afresh:
            earlier = self._finished(folder / GRADE, submission)
            if earlier is not None and self._answers_stand(earlier):
                self._skipped.add(submission.id)
                return self._kept(earlier, submission, folder)
            stored = self._stored_checks(submission) if earlier is not None else None
            if stored is not None:
                return self._store(self._grader.with_answers(stored, submission), folder)
        return self._graded(submission, folder)

    def _graded(self, submission: Submission, folder: Path) -> Grade | None:
        path = folder / "journal.jsonl"
        if self._afresh:
            path.unlink(missing_ok=True)
        answers = () if self._afresh else self._standing_answers(submission)
        key = self._key(submission)
        grade = performed(self._grader, self._perform, submission, answers, path=path, key=key)
        if isinstance(grade, Ungraded):
            return self._grader.ungraded(submission.id, submission.student, grade.reason)
        # After an interrupt the sandbox is gone: that is no result worth keeping.
        if grade is None or (self._is_over.is_set() and grade.status == "error"):
            return grade
        return self._store(grade, folder)

    def _answers_stand(self, grade: Grade) -> bool:
        return grade.manifest.rubric_hash == self._grader.rubric_hash

    def _stored_checks(self, submission: Submission) -> Grade | None:
        grade = self._newest(submission.id)
        same = grade is not None and self._key_of(grade) == self._key(submission)
        return grade if same else None

    def _standing_answers(self, submission: Submission) -> tuple[AnswerScore, ...]:
        grade = self._newest(submission.id)
        return grade.rubric if grade and self._answers_stand(grade) else ()

    def _newest(self, submission_id: str) -> Grade | None:
        """Return the newest grade as it was given, before people decided."""
        with self._lock:
            grade = self._gradebook.newest(self._grader.assignment.slug, submission_id)
        return grade if grade and not grade.overrides else None

    def _kept(self, grade: Grade, submission: Submission, folder: Path) -> Grade:
        """Return a finished grade under the present name and time, and in this gradebook."""
        show = self._grader.assignment.written.show
        now = {
            "student": submission.student,
            "submitted_at": submission.submitted_at,
            "late": submission.late,
            "lateness": lateness_of(self._grader.assignment.late, submission),
            "feedback_written": show,
        }
        if any(getattr(grade, name) != value for name, value in now.items()):
            stored = self._newest(submission.id) or grade
            return self._store(stored.model_copy(update=now), folder)
        if not all((folder / name).is_file() for name in PAGES):
            self._render(grade, folder)
        with self._lock:
            newest = self._gradebook.newest(grade.assignment, grade.submission_id)
            if newest is None:
                self._gradebook.append(grade)
            counts = self._in_force(newest or grade)
        # A command may have been ended after a decision was stored, before it was rendered;
        # and what counts may be another attempt than the one that is finished.
        shown = read_grade(folder / GRADE)
        is_shown = shown is not None and _told(shown) == _told(counts)
        return counts if is_shown else self._shown(counts, folder)

    def _finished(self, path: Path, submission: Submission) -> Grade | None:
        """Return the stored grade if it is final and of the same work, suite and sandbox."""
        grade = read_grade(path)
        if grade is None:
            return None
        same = self._key_of(grade) == self._key(submission)
        if not same:  # what the file shows may be another attempt, which counts
            grade = self._newest(submission.id) or grade
            same = self._key_of(grade) == self._key(submission)
        due = {check.name for check in self._grader.expected()}
        whole = due == {check.name for check in grade.checks}
        return grade if same and whole and grade.status != "error" else None

    def _store(self, grade: Grade, folder: Path) -> Grade:
        """Keep `grade`; return the one that counts, with what people decided of it before."""
        with self._lock:
            self._gradebook.append(grade)
            decided = self._gradebook.decided(grade)
            counts = self._in_force(grade)
        shown = self._shown(counts, folder)
        # What failed through our fault is to be run again, whatever counts until then.
        return decided if decided.status == "error" else shown

    def _in_force(self, grade: Grade) -> Grade:
        found = self._gradebook.in_force(grade.assignment, grade.submission_id)
        return found or self._gradebook.decided(grade)

    def _shown(self, decided: Grade, folder: Path) -> Grade:
        self._render(decided, folder)
        # Last: this file marks the submission as done.
        write_text(folder / GRADE, report.grade_json(decided))
        return decided

    def _render(self, grade: Grade, folder: Path) -> None:
        """Write the pages of one submission; if they cannot be made, the class goes on."""
        try:
            write_reports(grade, folder)
        except OSError:
            raise  # a full disk is everybody's
        except Exception as error:  # noqa: BLE001 - one page's fault, whatever it is, costs that page
            # No page is better than one that shows an earlier grade.
            for name in PAGES:
                (folder / name).unlink(missing_ok=True)
            self._unrendered[grade.submission_id] = f"{type(error).__name__}: {error}"

    def _stored(self, ids: Iterable[str]) -> Iterator[Grade]:
        for one in ids:
            grade = read_grade(beneath(self._out, one) / GRADE)
            if grade is not None and grade.assignment == self._grader.assignment.slug:
                yield grade

    def _key(self, submission: Submission) -> str:
        return _key(submission.digest, submission.problem, self._grader.run_id)

    def _key_of(self, grade: Grade) -> str:
        problem = grade.problem if grade.status == "unreadable" else None
        made = grade.manifest
        run = (grade.assignment_version, made.suite_hash, made.sandbox, made.seed_id)
        return _key(made.submission_digest, problem, run)


def _told(grade: Grade) -> tuple[object, ...]:
    """Return what makes the pages of two grades of one submission differ, beside a regrade."""
    return grade.manifest.submission_digest, grade.submitted_at, grade.notes, grade.overrides


def _in_turn(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    if not isinstance(candidates, deque):
        yield from candidates
        return
    while candidates:
        yield candidates.popleft()


def _refuse_reserved(candidates: Sequence[Candidate]) -> None:
    for candidate in candidates:
        if candidate.id.lower() in RESERVED:
            msg = (
                f"submission {str(candidate.source)!r} would be graded into {candidate.id!r}, "
                "which holds results of the whole class; rename it"
            )
            raise SpecError(msg)


def _key(digest: str, problem: str | None, run: tuple[str, ...]) -> str:
    parts = "\0".join((digest, problem or "", *run))
    return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()
