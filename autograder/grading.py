"""One submission -> one Grade. Joins the rooms below; knows no concrete sandbox or store."""

import platform
import time
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import numpy as np
from pydantic import SecretBytes

from autograder import __version__, follow_through, scoring, spec, written
from autograder.author import authors_code
from autograder.errors import SpecError
from autograder.model import (
    AnswerScore,
    Assignment,
    CheckResult,
    ExpectedCheck,
    Grade,
    GraderSetup,
    Guarantee,
    Identity,
    ImageRecord,
    Manifest,
    Outcome,
    Sandbox,
    Scorer,
    Student,
    Submission,
)
from autograder.spec.parts import suite_parts
from autograder.suite import RunReport, SuiteRunner, seed_id

ISOLATED = {Guarantee.NETWORK, Guarantee.FILESYSTEM, Guarantee.ORPHANS, Guarantee.ZYGOTE}
PRELOAD = ("autograder.checks",)
UNREAD = "the submission could not be read"

OnResult = Callable[[CheckResult], None]


class Grader:
    """Grades submissions to one assignment; a context manager, safe for many threads.

    Args:
        assignment: what to grade.
        sandbox: where student code runs; the caller opens and closes it.
        secret: the course's secret, from which every check's seed is derived.
        hidden: run the hidden suite too.
        tasks: grade these tasks only; all if None.
        diagnosis: name typical mistakes where a check fails; costs time, never points.
        scorer: what reads written answers; without one they are no part of a grade.
        keeps_workers: every submission is the author's own, so a worker serves many of them.
    """

    def __init__(
        self,
        assignment: Assignment,
        sandbox: Sandbox,
        *,
        secret: bytes,
        hidden: bool = True,
        tasks: Collection[str] | None = None,
        diagnosis: bool = True,
        scorer: Scorer | None = None,
        keeps_workers: bool = False,
    ) -> None:
        self.assignment = spec.with_tasks(assignment, tasks)
        self._whole = assignment
        self.hidden = hidden
        self.suite_hash = spec.run_hash(assignment, hidden=hidden)
        self.suite_parts = suite_parts(assignment, hidden=hidden)
        read = assignment.rubric if scorer is not None and tasks is None else ()
        self._written = written.Answers(read, scorer, spec.rubric_hash(assignment))
        self._sandbox = sandbox
        self._secret = secret
        folders = spec.suite_folders(assignment, hidden=hidden)
        self._runner = SuiteRunner(
            assignment,
            sandbox,
            folders=folders,
            secret=secret,
            preload=PRELOAD,
            author=lambda: authors_code(assignment, mistakes=diagnosis),
            keeps_workers=keeps_workers,
        )
        self._expected: tuple[ExpectedCheck, ...] | None = None

    def __enter__(self) -> Self:
        self._runner.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._runner.__exit__(kind, error, trace)

    @property
    def run_id(self) -> tuple[str, ...]:
        """What must be equal for earlier checks to stand: version, suite, sandbox, seeds."""
        version = self.assignment.version
        return (version, self.suite_hash, self._sandbox.name, seed_id(self._secret))

    @property
    def rubric_hash(self) -> str:
        """What must be equal for earlier scores of written answers to stand; empty if none is."""
        return self._written.hash

    def expected(self) -> tuple[ExpectedCheck, ...]:
        """Return the checks that every submission must report; runs the reference once.

        Raises:
            SpecError: the reference does not pass, or points do not add up.
            SandboxError: the reference could not be run.
        """
        if self._expected is None:
            reported = self._run_reference()
            wanted = {task.id for task in self.assignment.tasks}
            self._expected = tuple(check for check in reported if check.task in wanted)
        return self._expected

    def collect(self) -> tuple[ExpectedCheck, ...]:
        """Return the checks of the suite; runs none. Raises SpecError if it cannot be run."""
        return self._runner.collect()

    def adopt(self, expected: Sequence[ExpectedCheck]) -> None:
        """Use `expected` as recorded by an earlier run of the same suite on the reference."""
        self._expected = tuple(expected)

    def grade(
        self,
        submission: Submission,
        *,
        done: Sequence[CheckResult] = (),
        answers: Sequence[AnswerScore] = (),
        on_result: OnResult = lambda _result: None,
    ) -> Grade:
        """Run what `done` does not hold yet, score, and return the grade.

        Of `answers`, scored by an earlier run of the same rubric, those that are the same stand.
        """
        started = datetime.now(UTC)
        clock = time.monotonic()
        if submission.problem is not None:
            return self._unreadable(submission, started)
        expected = self.expected()
        kept = [result for result in done if result.outcome is not Outcome.ERROR]
        report = self._run(submission, expected, kept, on_result)
        checks = scoring.complete(expected, (*kept, *report.results))
        checks = self._followed(submission, checks, time.monotonic() - clock, on_result)
        scores = self._written.scores(submission, answers)
        manifest = self._manifest(submission, started, time.monotonic() - clock, report.images)
        return self._grade(submission, checks, scores, manifest, report.problem)

    def setup(self) -> GraderSetup:
        """Return what opens a grader like this one elsewhere; it scores no written answers.

        Raises:
            SpecError: the reference does not pass.
            SandboxError: an image is missing, or the reference could not be run.
        """
        chosen = {task.id for task in self.assignment.tasks}
        return GraderSetup(
            assignment=self._whole,
            tasks=None if self.assignment is self._whole else tuple(sorted(chosen)),
            secret=SecretBytes(self._secret),
            expected=self.expected(),
            sandbox=self._sandbox.name,
            settings=dict(self._sandbox.settings),
            identity=self.identity(),
        )

    def identity(self) -> Identity:
        """Return what this grader's grades depend on. Raises SandboxError: an image is missing."""
        images = sorted({self.assignment.image_of(task) for task in self.assignment.tasks})
        return Identity(
            autograder=__version__,
            numpy=np.__version__,
            suite_hash=self.suite_hash,
            images=tuple(map(self._sandbox.identify, images)),
        )

    def with_answers(
        self, grade: Grade, submission: Submission, answers: Sequence[AnswerScore] = ()
    ) -> Grade:
        """Return `grade` with its written answers scored, and its checks as they are.

        Of `answers`, scored by an earlier run of the same rubric, those that are the same stand.
        """
        manifest = grade.manifest.model_copy(update={"rubric_hash": self.rubric_hash})
        blank = submission.problem is not None
        scores = self._written.blank(UNREAD) if blank else self._written.scores(submission, answers)
        update = {
            "rubric": scores,
            "manifest": manifest,
            "feedback_written": self.assignment.written.show,
            "submitted_at": submission.submitted_at,
            "late": submission.late,
            "lateness": scoring.lateness_of(self.assignment.late, submission),
        }
        return grade.model_copy(update=update)

    def ungraded(self, submission_id: str, student: Student, reason: str) -> Grade:
        """Return the grade of work that our own machine could not read: blank, to be run again."""
        submission = Submission(id=submission_id, assignment=self.assignment.slug, student=student)
        blank = [scoring.not_run(check, reason) for check in self.expected()]
        checks = scoring.complete(self.expected(), blank)
        manifest = self._manifest(submission, datetime.now(UTC), 0.0, ())
        scores = self._written.unread(reason)
        return self._grade(submission, checks, scores, manifest, reason)

    def _run_reference(self) -> tuple[ExpectedCheck, ...]:
        if self.assignment.reference is None:
            return self._runner.collect()
        expected = self._runner.expected(spec.reference_submission(self._whole))
        findings = scoring.check_points_match(self._whole, expected) if self.hidden else []
        if findings:
            raise SpecError("\n".join(findings))
        return expected

    def _run(
        self,
        submission: Submission,
        expected: Sequence[ExpectedCheck],
        kept: Sequence[CheckResult],
        on_result: OnResult,
    ) -> RunReport:
        finished = {result.name for result in kept}
        due = [check.name for check in expected if check.name not in finished]
        return self._runner.run(submission, only=due, on_result=on_result)

    def _followed(
        self,
        submission: Submission,
        checks: tuple[CheckResult, ...],
        spent: float,
        on_result: OnResult,
    ) -> tuple[CheckResult, ...]:
        """Run once more what failed over an earlier task's file; return the results that count."""
        if not self.assignment.reference:
            return checks
        deadline = time.monotonic() + self.assignment.limits.submission_seconds - spent

        def again(
            replaced: Submission, files: tuple[str, ...], names: Sequence[str]
        ) -> Sequence[CheckResult]:
            left = deadline - time.monotonic()
            return self._runner.run(replaced, only=names, seconds=left, stand_ins=files).results

        return follow_through.followed(self.assignment, submission, checks, again, on_result)

    def _unreadable(self, submission: Submission, started: datetime) -> Grade:
        checks = scoring.complete(self.expected(), ())
        manifest = self._manifest(submission, started, 0.0, ())
        scores = self._written.blank(UNREAD)
        return self._grade(submission, checks, scores, manifest, submission.problem or "")

    def _grade(
        self,
        submission: Submission,
        checks: tuple[CheckResult, ...],
        answers: tuple[AnswerScore, ...],
        manifest: Manifest,
        problem: str,
    ) -> Grade:
        notes = written.unscored_files(self._whole, submission)
        return scoring.assembled(
            self.assignment, submission, checks, answers, manifest, problem=problem, notes=notes
        )

    def _manifest(
        self,
        submission: Submission,
        started: datetime,
        seconds: float,
        images: tuple[ImageRecord, ...],
    ) -> Manifest:
        return Manifest(
            autograder=__version__,
            sandbox=self._sandbox.name,
            isolated=self._sandbox.guarantees.issuperset(ISOLATED),
            images=images,
            suite_hash=self.suite_hash,
            suite_parts=self.suite_parts,
            rubric_hash=self.rubric_hash,
            submission_digest=submission.digest,
            seed_id=seed_id(self._secret),
            python=platform.python_version(),
            numpy=np.__version__,
            started_at=started,
            seconds=round(seconds, 3),
        )
