"""This machine's cores. Grading waits for other processes, so threads are enough here."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from autograder.model import Grade

Job = TypeVar("Job")


class LocalExecutor:
    """Runs at most `jobs` submissions at once and takes the next one only when a place is free.

    Two for each core, if left out: a submission often waits for its container.
    """

    def __init__(self, jobs: int | None = None) -> None:
        self.jobs = jobs or 2 * (os.cpu_count() or 1)

    def map(self, grade: Callable[[Job], Grade], jobs: Iterable[Job]) -> Iterator[Grade]:
        """Yield the grade of each job as it ends; order is free.

        If a job raises, no other is begun, those that run are waited for, and it is
        raised here. An interrupt waits for nothing: who left must end what runs.
        """
        pool = ThreadPoolExecutor(self.jobs, thread_name_prefix="grade")
        waits = True
        try:
            yield from self._grades(pool, grade, jobs)
        except (KeyboardInterrupt, GeneratorExit):
            waits = False
            raise
        finally:
            pool.shutdown(wait=waits, cancel_futures=True)

    def _grades(
        self, pool: ThreadPoolExecutor, grade: Callable[[Job], Grade], jobs: Iterable[Job]
    ) -> Iterator[Grade]:
        running: set[Future[Grade]] = set()
        for job in jobs:
            running.add(pool.submit(grade, job))
            if len(running) >= self.jobs:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
