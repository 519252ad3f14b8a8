"""A Dask cluster: many machines, or processes of this one, behind the protocol of executors.

The head, which is this process, reads submissions, decides what is due and stores grades,
as with the local executor. A worker grades: see `workers`.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from threading import Event
from typing import Any, TypeVar

from autograder.errors import SpecError
from autograder.model import GraderSetup
from autograder.model.protocols import Perform

from .connection import client_of, own_cluster, scheduler_errors
from .delivery import Delivery
from .flow import Flow
from .machine import places, usable_cores
from .staff import Staff
from .workers import GraderPlugin

Job = TypeVar("Job")
Done = TypeVar("Done")


class DaskExecutor:
    """Grades on the workers of a Dask cluster.

    Args:
        jobs: submissions at once in all; as many as the workers have threads if left out.
        scheduler: address of one that runs; if left out, workers are started on this machine.
        workers: how many to start on this machine; one for each core if left out.
        memory_mb: what the student's side of one submission may use.
        tell: hears a line for the user.

    Raises:
        SpecError: both a scheduler and a number of workers.
    """

    def __init__(
        self,
        jobs: int | None = None,
        *,
        scheduler: str | None = None,
        workers: int | None = None,
        memory_mb: int = 0,
        tell: Callable[[str], None] = lambda _line: None,
    ) -> None:
        if scheduler is not None and workers is not None:
            msg = f"the cluster at {scheduler!r} has its own workers; leave --workers out"
            raise SpecError(msg)
        self._jobs, self._scheduler, self._workers = jobs, scheduler, workers
        self._memory_mb, self._tell = memory_mb, tell
        self._is_closed = Event()
        self._flow = Flow(self._places)
        self._staff: Staff | None = None

    def map(self, work: Callable[[Job], Done], jobs: Iterable[Job]) -> Iterator[Done]:
        """See `Executor`: within `opened`, one job more than it has threads for each worker."""
        return self._flow.map(work, jobs)

    @contextmanager
    def opened(self, setup: Callable[[], GraderSetup], here: Perform) -> Iterator[Perform]:  # noqa: ARG002 - all is graded elsewhere
        """Give what grades a job on the cluster; leaving ends the graders of all workers.

        Raises:
            SandboxError: the cluster does not answer, or none of its workers may grade.
        """
        record = setup()
        with ExitStack() as stack:
            client = stack.enter_context(self._connected())
            plugin = GraderPlugin(record, is_own=self._scheduler is None)
            with scheduler_errors(client):
                client.register_plugin(plugin, name=plugin.name)
            stack.callback(_dismiss, client, plugin.name)
            stack.callback(self._is_closed.set)
            self._staff = Staff(client, plugin.name, self._tell)
            self._staff.wait(self._is_finishing)
            yield Delivery(
                client,
                plugin.name,
                self._staff,
                is_finishing=self._is_finishing,
                is_closed=self._is_closed.is_set,
                tell=self._tell,
            )

    def finish(self) -> int:
        """Begin no other job; return how many are under way.

        Those that a worker has begun are waited for, the others are taken back.
        """
        return self._flow.finish()

    def _is_finishing(self) -> bool:
        return self._flow.is_finishing

    def _connected(self) -> AbstractContextManager[Any]:
        if self._scheduler is not None:
            return client_of(self._scheduler)
        fitting = places(self._memory_mb)
        if self._jobs is None and fitting.reason:
            self._tell(fitting.reason)
        count = self._jobs or fitting.count
        workers = self._workers or min(usable_cores(), count)
        return own_cluster(workers, max(1, count // workers))

    def _places(self) -> int:
        # A job more for each worker, so that none waits while the head stores a grade.
        staff = self._staff.admitted() if self._staff is not None else {}
        count = sum(staff.values()) + len(staff)
        return max(1, min(count, self._jobs or count))


def _dismiss(client: Any, name: str) -> None:
    """Close the graders of all workers, unless the cluster is gone: they close with it then."""
    if client.status == "running":
        with scheduler_errors(client):
            client.unregister_worker_plugin(name)
