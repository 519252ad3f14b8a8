"""Many jobs in few threads: the next one is taken only when there is a place for it."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

Job = TypeVar("Job")
Done = TypeVar("Done")

MOST_THREADS = 4096
"""More are never wanted at once; a thread is made when there is work for it."""


class Flow:
    """Lets at most as many jobs run at once as `places` says, which is asked before each."""

    def __init__(self, places: Callable[[], int]) -> None:
        self._places = places
        self._running: set[Future[Any]] = set()
        self._busy: set[object] = set()
        self.is_finishing = False

    def finish(self) -> int:
        """Take no other job; return how many are under way. Safe to call from a signal."""
        self.is_finishing = True
        return len(self._busy)

    def map(self, work: Callable[[Job], Done], jobs: Iterable[Job]) -> Iterator[Done]:
        """Yield what `work` returns for each job as it ends; order is free.

        If a job raises, no other is begun, those that run are waited for, and it is
        raised here. An interrupt waits for nothing: who left must end what runs.
        """
        pool = ThreadPoolExecutor(MOST_THREADS, thread_name_prefix="grade")
        waits = True
        try:
            for job in jobs:
                if self.is_finishing:
                    break
                self._running = {*self._running, pool.submit(self._done, work, job)}
                while self._running and len(self._running) >= self._places():
                    yield from self._ended()
            while self._running:
                yield from self._ended()
        except (KeyboardInterrupt, GeneratorExit):
            waits = False
            raise
        finally:
            pool.shutdown(wait=waits, cancel_futures=True)

    def _done(self, work: Callable[[Job], Done], job: Job) -> Done:
        mark = object()
        self._busy.add(mark)
        try:
            return work(job)
        finally:
            self._busy.discard(mark)

    def _ended(self) -> Iterator[Any]:
        done, self._running = wait(self._running, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)
