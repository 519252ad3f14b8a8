"""This machine's cores. Grading waits for other processes, so threads are enough here."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from autograder.model import GraderSetup
from autograder.model.protocols import Perform

from .flow import Flow
from .machine import places

Job = TypeVar("Job")
Done = TypeVar("Done")


class LocalExecutor:
    """Runs at most `jobs` submissions at once and takes the next one only when a place is free.

    Args:
        jobs: how many; if left out, two for each core, or fewer where memory does not reach.
        memory_mb: what the student's side of one submission may use.
        tell: hears a line for the user, such as that memory was what limited.
    """

    def __init__(
        self,
        jobs: int | None = None,
        *,
        memory_mb: int = 0,
        tell: Callable[[str], None] = lambda _line: None,
    ) -> None:
        fitting = places(memory_mb)
        self.jobs = jobs or fitting.count
        self._flow = Flow(lambda: self.jobs)
        if jobs is None and fitting.reason:
            tell(fitting.reason)

    def map(self, work: Callable[[Job], Done], jobs: Iterable[Job]) -> Iterator[Done]:
        """Yield the result of each job as it ends; order is free.

        If a job raises, no other is begun, those that run are waited for, and it is
        raised here. An interrupt waits for nothing: who left must end what runs.
        """
        return self._flow.map(work, jobs)

    @contextmanager
    def opened(self, setup: Callable[[], GraderSetup], here: Perform) -> Iterator[Perform]:  # noqa: ARG002 - no grader elsewhere
        """Give `here`: all is graded in this process."""
        yield here

    def finish(self) -> int:
        """Begin no other job; return how many run, which are waited for."""
        return self._flow.finish()
