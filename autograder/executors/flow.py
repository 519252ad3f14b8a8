"""Many jobs in few threads: the next one is taken only when there is a place for it."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Job = TypeVar("Job")
Done = TypeVar("Done")

MOST_THREADS = 4096
"""More are never wanted at once; a thread is made when there is work for it."""


def flow(
    work: Callable[[Job], Done],
    jobs: Iterable[Job],
    *,
    places: Callable[[], int],
    is_finishing: Callable[[], bool],
) -> Iterator[Done]:
    """Yield what `work` returns for each job as it ends; order is free.

    `places` is asked before each job: as many are under way at most. Once
    `is_finishing`, no other job is taken. If a job raises, no other is begun, those
    that run are waited for, and it is raised here. An interrupt waits for nothing: who
    left must end what runs.
    """
    pool = ThreadPoolExecutor(MOST_THREADS, thread_name_prefix="grade")
    waits = True
    try:
        yield from _results(pool, work, jobs, places, is_finishing)
    except (KeyboardInterrupt, GeneratorExit):
        waits = False
        raise
    finally:
        pool.shutdown(wait=waits, cancel_futures=True)


def _results(
    pool: ThreadPoolExecutor,
    work: Callable[[Job], Done],
    jobs: Iterable[Job],
    places: Callable[[], int],
    is_finishing: Callable[[], bool],
) -> Iterator[Done]:
    running: set[Future[Done]] = set()
    for job in jobs:
        if is_finishing():
            break
        running.add(pool.submit(work, job))
        while running and len(running) >= places():
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)
