"""The supervisor's door to a suite: one submission in, its results out. Safe for many threads."""

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from autograder.errors import SandboxError, SpecError
from autograder.model import (
    Assignment,
    CheckResult,
    ExpectedCheck,
    Guarantee,
    ImageRecord,
    Outcome,
    Sandbox,
    Submission,
)
from autograder.scratch import sweep_scratch

from .broker import LocalBroker, Spares, Workers
from .control import can_pass_descriptors
from .hypothesis_use import hypothesis_to_preload
from .job import Job, Listener, Relay, job_of
from .process import Halt, Warm
from .shelf import AuthorsCode, Bench
from .supervision import OnResult, Supervision

# Without fork the session has the folder and the settings of the whole process.
_IN_PROCESS = threading.Lock()


@dataclass(frozen=True, slots=True)
class RunReport:
    """What one run of a suite came to."""

    results: tuple[CheckResult, ...]
    """In the order of the suite; one for each check that was due."""
    images: tuple[ImageRecord, ...]
    """The environments in which student code ran."""
    seconds: float
    problem: str = ""
    """What of ours failed, in words; empty if nothing did."""


class SuiteRunner:
    """Runs an assignment's suites; a context manager.

    Args:
        assignment: whose tasks the checks name.
        sandbox: where student code runs; the caller closes it.
        folders: tests/public, tests/hidden or both.
        secret: the course's, from which every check's seed is derived.
        fork: run each suite in a forked process of its own; chosen by system if None.
        preload: modules that the suite will import, so that each fork has them.
        author: gives the code that may run on the trusted side; asked for at the first run.
        keeps_workers: every submission is the author's own, so a worker serves many of them.
    """

    def __init__(
        self,
        assignment: Assignment,
        sandbox: Sandbox,
        *,
        folders: Sequence[Path],
        secret: bytes,
        fork: bool | None = None,
        preload: Sequence[str] = (),
        author: Callable[[], AuthorsCode | None] = lambda: None,
        keeps_workers: bool = False,
    ) -> None:
        if not folders:
            msg = f"assignment {assignment.slug!r} has no tests: add some to tests/public"
            raise SpecError(msg)
        self._assignment = assignment
        self._sandbox = sandbox
        self._folders = tuple(folder.resolve() for folder in folders)
        self._secret = secret
        self._forks = _forks_safely() if fork is None else fork
        self._warm = Warm((*preload, *hypothesis_to_preload(self._folders)))
        self._bench = Bench(author)
        self._keeps_workers = keeps_workers
        self._spares = Spares()
        self._checks: tuple[ExpectedCheck, ...] = ()

    def __enter__(self) -> Self:
        sweep_scratch()  # what earlier graders left that were killed
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._warm.__exit__(kind, error, trace)
        self._bench.close()
        self._spares.close()

    def run(
        self,
        submission: Submission,
        *,
        only: Collection[str] | None = None,
        tasks: Collection[str] | None = None,
        on_result: OnResult = lambda _result: None,
        seconds: float | None = None,
        stand_ins: Sequence[str] = (),
        ends_at_failure: bool = False,
    ) -> RunReport:
        """Run the checks named in `only`, of `tasks`; `on_result` hears of each as it ends.

        Args:
            submission: what a student handed in.
            only: names of the checks to run; all if None.
            tasks: ids of the tasks whose checks are run; all if None.
            on_result: hears of each check as it ends.
            seconds: what the submission may still take; the limit of the assignment if None.
            stand_ins: submitted files whose functions the reference answers.
            ends_at_failure: run nothing after the first check that does not pass.

        Raises:
            SpecError: the suite cannot be run.
            SandboxError: no test process can be started.
        """
        started = time.monotonic()
        job = self._job(
            submission, only=_names(only), tasks=_names(tasks), ends_at_failure=ends_at_failure
        )
        job = job.model_copy(update=_followed(job, seconds, stand_ins))
        # A student's code that calls the reference chooses what happens in its worker.
        spares = None if stand_ins else self._spares
        with contextlib.closing(self._workers(spares)) as workers:
            run = Supervision(job, self._perform, workers, known=self._checks, on_result=on_result)
            run.run()
            results = tuple(run.results.values())
            # After a fault of ours a worker may be in the middle of something.
            if self._keeps_workers and not _problem(results):
                workers.release()
        self._checks = run.checks
        order = {check.name: place for place, check in enumerate(run.checks)}
        results = tuple(sorted(results, key=lambda result: order[result.name]))
        images = tuple(workers.records.values())
        return RunReport(results, images, time.monotonic() - started, _problem(results))

    def expected(self, reference: Submission) -> tuple[ExpectedCheck, ...]:
        """Return the checks that every submission must report, proven on the reference.

        Raises:
            SpecError: the reference does not pass them all; names those it fails.
            SandboxError: the reference could not be run.
        """
        report = self.run(reference)
        if report.problem:
            raise SandboxError(report.problem)
        failed = [result for result in report.results if result.outcome is not Outcome.PASSED]
        if failed:
            lines = [f"  {check.name}: {check.outcome} {check.message}" for check in failed]
            raise SpecError("\n".join(["the reference does not pass its own suite:", *lines]))
        return self._checks

    def collect(self) -> tuple[ExpectedCheck, ...]:
        """Return the checks of the suite without running one.

        Raises:
            SpecError: the suite cannot be run.
        """
        if not self._checks:
            job = Job(
                assignment=self._assignment,
                folders=self._folders,
                secret=self._secret,
                seconds=self._assignment.limits.submission_seconds,
            )
            with contextlib.closing(self._workers(self._spares)) as workers:
                self._checks = Supervision(job, self._perform, workers).collect()
        return self._checks

    def _workers(self, spares: Spares | None) -> Workers:
        return Workers(self._sandbox, self._assignment.limits, spares)

    def _job(self, submission: Submission, **settings: Any) -> Job:
        return job_of(
            self._assignment,
            submission,
            folders=self._folders,
            secret=self._secret,
            seconds=self._assignment.limits.submission_seconds,
            is_guarded=Guarantee.ZYGOTE in self._sandbox.guarantees,
            is_alone=self._forks,
            shelf=self._bench.shelf(),
            keeps_workers=self._keeps_workers,
            **settings,
        )

    def _perform(self, job: Job, workers: Workers, listener: Listener) -> Halt | None:
        if not self._forks:
            _perform_here(job, workers, listener)
            return None
        with self._warm.fork(job.shelf) as process:
            return process.run(job, workers, listener)


def _perform_here(job: Job, workers: Workers, listener: Listener) -> None:
    from .session import run_session  # noqa: PLC0415 - pytest, which else only forks need

    relay = Relay(listener)
    with _IN_PROCESS:
        run_session(job, LocalBroker(workers), relay)
    if relay.error is not None:
        raise relay.error


def _forks_safely() -> bool:
    # On macOS the system's linear algebra, which numpy uses, hangs in forked processes.
    return can_pass_descriptors() and sys.platform != "darwin"


def _followed(job: Job, seconds: float | None, stand_ins: Sequence[str]) -> dict[str, Any]:
    if not stand_ins:
        return {"seconds": job.seconds if seconds is None else seconds}
    # What a loader has imported has the student's own functions already.
    assignment = job.assignment.model_copy(update={"load": "per-test"})
    changed = {"assignment": assignment, "stand_ins": tuple(stand_ins)}
    return {**changed, "seconds": job.seconds if seconds is None else seconds}


def _names(names: Collection[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


def _problem(results: Sequence[CheckResult]) -> str:
    ours = [result for result in results if result.outcome is Outcome.ERROR]
    return ours[0].message if ours else ""
