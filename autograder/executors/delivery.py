"""One job to a cluster and its grade back, whatever becomes of the workers on the way."""

from asyncio import CancelledError
from collections.abc import Callable
from contextlib import nullcontext
from enum import Enum
from threading import Lock
from typing import Any
from uuid import uuid4

from distributed import Event, KilledWorker

from autograder.model import CheckResult, Grade, GradeJob, Ungraded

from .connection import lost_scheduler, scheduler_errors
from .elsewhere import Graded
from .staff import TICK_SECONDS, Staff
from .workers import grade_there

MOST_LOST = 2
"""A submission that so many workers did not outlive is set aside."""


class Fate(Enum):
    """How a delivery ended that brought no grade."""

    LOST = "a worker was lost that had begun with it"
    UNTRIED = "no worker had begun with it when those who might were lost"
    LEFT = "it was not wanted any more"


class Delivery:
    """Sends jobs, one a call; for many threads.

    Args:
        client: of the cluster.
        name: of the run.
        staff: who may grade.
        is_finishing: true once no other job is to be begun.
        is_closed: true once nothing is waited for.
        tell: hears a line for the user.
    """

    def __init__(
        self,
        client: Any,
        name: str,
        staff: Staff,
        *,
        is_finishing: Callable[[], bool],
        is_closed: Callable[[], bool],
        tell: Callable[[str], None],
    ) -> None:
        self._client, self._name, self._staff = client, name, staff
        self._is_finishing, self._is_closed, self._tell = is_finishing, is_closed, tell
        self._suspects = Lock()

    def __call__(
        self, job: GradeJob, on_result: Callable[[CheckResult], None]
    ) -> Grade | Ungraded | None:
        """Return the grade; None if it was not begun, or its end is not waited for.

        Raises:
            SandboxError: the scheduler was lost, or no worker is left.
        """
        for lost in range(MOST_LOST):
            # Of two that run where a worker is lost, one is innocent: they never meet again.
            with self._suspects if lost else nullcontext():
                outcome = self._delivered(job)
            if isinstance(outcome, Graded):
                return _told(outcome, job, on_result)
            if outcome is Fate.LEFT:
                return None
            name = job.submission.id
            self._tell(f"worker {lost + 1} was lost while it graded {name!r}")
        return Ungraded(
            reason=f"{MOST_LOST} workers were lost while they graded it, so it was set aside: look "
            "into what it does to them, such as memory that no limit holds, before grading it again"
        )

    def _delivered(self, job: GradeJob) -> Graded | Fate:
        outcome: Graded | Fate = Fate.UNTRIED
        while outcome is Fate.UNTRIED:
            workers = self._staff.wait(self._is_left)
            outcome = self._sent(job, workers) if workers and not self._is_left() else Fate.LEFT
        return outcome

    def _is_left(self) -> bool:
        return self._is_finishing() or self._is_closed()

    def _sent(self, job: GradeJob, workers: list[str]) -> Graded | Fate:
        # No name of a student in what a dashboard shows.
        key = f"grade-{uuid4().hex}"
        begun = Event(key, client=self._client)
        with scheduler_errors(self._client):
            future = self._client.submit(
                grade_there, self._name, key, job,
                key=key, workers=workers, allow_other_workers=False, pure=False,
            )  # fmt: skip
        try:
            return self._awaited(future, begun, set(workers))
        finally:
            future.release()
            if not self._is_closed():
                with scheduler_errors(self._client):
                    begun.clear()

    def _awaited(self, future: Any, begun: Any, workers: set[str]) -> Graded | Fate:
        while True:
            try:
                graded: Graded | None = future.result(timeout=TICK_SECONDS)
            except TimeoutError:
                fate = self._fate_of_waiting(begun, workers)
            except KilledWorker:
                fate = self._fate_of_lost(begun)
            except CancelledError as error:
                if not self._is_closed():
                    raise lost_scheduler(self._client, error) from error
                return Fate.LEFT
            else:
                return Fate.LOST if graded is None else graded
            if fate is not None:
                future.cancel()
                return fate

    def _fate_of_waiting(self, begun: Any, workers: set[str]) -> Fate | None:
        if self._is_closed():
            return Fate.LEFT
        if not workers & self._staff.admitted().keys():
            return self._fate_of_lost(begun)
        if self._is_finishing() and not self._is_begun(begun):
            return Fate.LEFT
        return None

    def _fate_of_lost(self, begun: Any) -> Fate:
        return Fate.LOST if self._is_begun(begun) else Fate.UNTRIED

    def _is_begun(self, begun: Any) -> bool:
        with scheduler_errors(self._client):
            return bool(begun.is_set())


def _told(graded: Graded, job: GradeJob, on_result: Callable[[CheckResult], None]) -> Grade:
    """Pass on what the worker could not write down where it ran."""
    known = {result.name for result in job.done}
    for check in () if graded.is_journaled else graded.grade.checks:
        if check.name not in known:
            on_result(check)
    return graded.grade
