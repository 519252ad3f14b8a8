"""This machine's cores. Grading waits for other processes, so threads are enough here."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from autograder.model import Grade, Submission


class LocalExecutor:
    """Runs at most `jobs` submissions at once and reads the next one only when a place is free."""

    def __init__(self, jobs: int | None = None) -> None:
        self.jobs = jobs or os.cpu_count() or 1

    def map(
        self, grade: Callable[[Submission], Grade], submissions: Iterable[Submission]
    ) -> Iterator[Grade]:
        """Yield the grade of each submission as it ends; order is free."""
        pending: set[Future[Grade]] = set()
        with ThreadPoolExecutor(self.jobs, thread_name_prefix="grade") as pool:
            try:
                for submission in submissions:
                    pending.add(pool.submit(grade, submission))
                    if len(pending) >= self.jobs:
                        done, pending = wait(pending, return_when=FIRST_COMPLETED)
                        yield from (future.result() for future in done)
                while pending:
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            finally:
                for future in pending:
                    future.cancel()
