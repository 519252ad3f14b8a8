"""This machine's cores. Grading waits for other processes, so threads are enough here."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from autograder.model import Grade

Job = TypeVar("Job")


class LocalExecutor:
    """Runs at most `jobs` submissions at once and takes the next one only when a place is free."""

    def __init__(self, jobs: int | None = None) -> None:
        self.jobs = jobs or os.cpu_count() or 1

    def map(self, grade: Callable[[Job], Grade], jobs: Iterable[Job]) -> Iterator[Grade]:
        """Yield the grade of each job as it ends; order is free."""
        pending: set[Future[Grade]] = set()
        with ThreadPoolExecutor(self.jobs, thread_name_prefix="grade") as pool:
            try:
                for job in jobs:
                    pending.add(pool.submit(grade, job))
                    if len(pending) >= self.jobs:
                        done, pending = wait(pending, return_when=FIRST_COMPLETED)
                        yield from (future.result() for future in done)
                while pending:
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            finally:
                for future in pending:
                    future.cancel()
