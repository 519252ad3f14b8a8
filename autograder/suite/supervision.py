"""One submission's run: which checks are due, what they came to, what is tried again."""

import time
from collections.abc import Callable, Collection

from autograder.errors import SandboxError, SpecError
from autograder.model import CheckResult, ExpectedCheck, Outcome

from .broker import Workers
from .job import FailedLoad, Job, Listener
from .process import Halt

OnResult = Callable[[CheckResult], None]
Perform = Callable[[Job, Workers, Listener], Halt | None]
"""Runs a job in some test process; returns why it stopped before it was done."""


class Supervision:
    """Hears the test processes of one run; a result is handed on once, when it counts."""

    def __init__(
        self,
        job: Job,
        perform: Perform,
        workers: Workers,
        *,
        known: tuple[ExpectedCheck, ...] = (),
        on_result: OnResult = lambda _result: None,
    ) -> None:
        self.checks = known
        self.results: dict[str, CheckResult] = {}
        self._job = job
        self._perform = perform
        self._workers = workers
        self._on_result = on_result
        self._deadline = time.monotonic() + job.seconds
        self._running = ""
        self._problems: tuple[str, ...] = ()
        self._failed_loads: dict[str, FailedLoad] = {}
        self._doubtful: dict[str, CheckResult] = {}
        self._attempts = 1
        self._holds = True

    def collect(self) -> tuple[ExpectedCheck, ...]:
        """Return all checks of the suite, running none."""
        self._process(self._job.model_copy(update={"collect_only": True}))
        return self.checks

    def run(self) -> None:
        """Run every check that is due; then each that timed out, or was killed, once more, alone.

        Raises:
            SpecError: the suite cannot be run.
            SandboxError: no test process could collect the suite.
        """
        self._round(self._job.only)
        first, self._doubtful = self._doubtful, {}
        self._holds, self._failed_loads = False, {}
        for result in first.values():
            if result.seed is not None:
                self._again(result)
        shared = {name: result for name, result in first.items() if result.seed is None}
        self._settle(shared)

    def collected(self, checks: tuple[ExpectedCheck, ...]) -> None:
        """Note all checks of the suite."""
        self.checks = checks

    def refused(self, problems: tuple[str, ...]) -> None:
        """Note why the suite cannot be run."""
        self._problems = problems

    def loaded(self, image: str, packages: dict[str, str]) -> None:
        """Note a worker's versions."""
        self._workers.loaded(image, packages)

    def started(self, name: str) -> None:
        """Note which check is running."""
        self._running = name

    def finished(self, result: CheckResult, failed_load: str) -> None:
        """Hand a result on; hold back what timed out or was killed until it was tried again."""
        self._running = ""
        if failed_load:
            before = self._failed_loads.get(failed_load)
            count = before.count + 1 if before is not None else 1
            self._failed_loads[failed_load] = FailedLoad(
                file=failed_load, count=count, result=result
            )
        is_doubtful = result.outcome is Outcome.TIMEOUT or result.failure == "killed"
        if self._holds and is_doubtful and self._has_time():
            self._doubtful[result.name] = result
        else:
            self._count(result)

    def _round(self, only: Collection[str] | None) -> None:
        """Run the checks of `only` in as many processes as it takes."""
        self._running = ""
        while True:
            before = len(self.results) + len(self._doubtful)
            halt = self._process(self._due(only))
            left = self._left(only)
            if not left or self._is_ended():
                return
            words = halt.words if halt is not None else "the test ended the whole test process"
            if self._running in left:
                self._blame(left.pop(self._running), words)
            elif before == len(self.results) + len(self._doubtful):
                for check in left.values():
                    self._blame(check, words)
            self._running = ""

    def _is_ended(self) -> bool:
        results = (*self.results.values(), *self._doubtful.values())
        return self._job.ends_at_failure and any(
            result.outcome is not Outcome.PASSED for result in results
        )

    def _again(self, result: CheckResult) -> None:
        """Run a doubtful check once more, alone in a fresh worker: this result counts."""
        if not self._has_time():
            self._count(result)
            return
        for image in list(self._workers.records):
            self._workers.discard(image)
        self._attempts = 2
        self._round({result.name})
        self._attempts = 1

    def _settle(self, shared: dict[str, CheckResult]) -> None:
        """Run what was left out because its file did not load in time, if it loads after all."""
        assignment = self._job.assignment
        loads = {
            name
            for name, result in shared.items()
            if assignment.task(result.task).file not in self._failed_loads
        }
        for name in shared.keys() - loads:
            self._count(shared[name])
        if loads:
            self._round(loads)

    def _process(self, job: Job) -> Halt | None:
        halt = self._perform(job, self._workers, self)
        if self._problems:
            raise SpecError("\n".join(self._problems))
        if not self.checks:
            words = halt.words if halt is not None else "it was left early"
            msg = f"the suite could not be collected: {words}"
            raise SandboxError(msg)
        return halt

    def _due(self, only: Collection[str] | None) -> Job:
        names = None if only is None else frozenset(only)
        if self.checks:
            names = frozenset(self._left(only))
        return self._job.model_copy(
            update={
                "only": names,
                "seconds": max(0.0, self._deadline - time.monotonic()),
                "failed_loads": tuple(self._failed_loads.values()),
            }
        )

    def _left(self, only: Collection[str] | None) -> dict[str, ExpectedCheck]:
        tasks = self._job.tasks
        return {
            check.name: check
            for check in self.checks
            if (only is None or check.name in only)
            and (tasks is None or check.task in tasks)
            and check.name not in self.results
            and check.name not in self._doubtful
        }

    def _blame(self, check: ExpectedCheck, words: str) -> None:
        """Our own fault: costs no points, is tried again with the next grading."""
        self._count(
            CheckResult(
                **check.model_dump(),
                outcome=Outcome.ERROR,
                points=0.0,
                failure="infrastructure",
                message=words,
            )
        )

    def _count(self, result: CheckResult) -> None:
        result = result.model_copy(update={"attempts": self._attempts})
        self.results[result.name] = result
        self._on_result(result)

    def _has_time(self) -> bool:
        return time.monotonic() < self._deadline
