"""What runs in a Dask worker: one grader for each process, and the jobs that it grades."""

import asyncio
import os
from contextlib import ExitStack
from threading import Lock
from typing import Any
from uuid import uuid4

from distributed import WorkerPlugin, get_worker
from distributed.utils import sync

from autograder.errors import AutograderError
from autograder.grading import Grader
from autograder.model import GradeJob, GraderSetup

from .elsewhere import Graded, grade_job, grader_of, refusal


class GraderPlugin(WorkerPlugin):
    """Holds a worker's grader: opened once, closed when the run or the worker ends.

    Dask hands it to each worker, to those that come later too. It carries the course's
    secret, which so stands in no task, no key and no log.
    """

    def __init__(self, setup: GraderSetup, *, is_own: bool) -> None:
        self.name = f"autograder-{uuid4().hex}"
        self._setup = setup
        self._is_own = is_own

    def setup(self, worker: Any) -> None:
        """Begin in a worker; opens nothing yet."""
        self._places = int(worker.state.nthreads)
        self._lock = Lock()
        self._stack = ExitStack()
        self._grader: Grader | None = None
        self._refusal: str | None = None
        if self._is_own:
            # Ctrl-C at a terminal goes to the whole group: the head ends its workers in order.
            os.setpgid(0, 0)

    def examined(self) -> str:
        """Open the grader; return why it may not grade, empty if it may."""
        with self._lock:
            if self._refusal is None:
                self._refusal = self._open()
            return self._refusal

    def _open(self) -> str:
        try:
            self._grader = self._stack.enter_context(grader_of(self._setup, places=self._places))
        except (AutograderError, OSError) as error:
            return str(error)
        words = refusal(self._setup, self._grader)
        if words:
            self._stack.close()
        return words

    def grade(self, job: GradeJob) -> Graded:
        """Grade one job; for many threads."""
        self.examined()
        if self._grader is None:
            msg = "a worker was given a job before it was examined"
            raise RuntimeError(msg)
        return grade_job(self._grader, job)

    async def teardown(self, worker: Any) -> None:  # noqa: ARG002 - Dask calls it so
        """Close the grader: its containers and processes end with it."""
        await asyncio.to_thread(self._stack.close)


async def examine(name: str, dask_worker: Any) -> str | None:
    """Examine the worker for the run `name`: empty if it may grade, None if it is not ready."""
    plugin = dask_worker.plugins.get(name)
    return None if plugin is None else await asyncio.to_thread(plugin.examined)


def grade_there(name: str, key: str, job: GradeJob) -> Graded | None:
    """Grade `job` in a worker; None if a worker was lost that had begun with it.

    Dask runs the task of a lost worker again by itself, and does not say which of its
    tasks had been begun. The scheduler keeps a mark for each that was.
    """
    worker: Any = get_worker()
    if sync(worker.loop, worker.scheduler.event_is_set, name=key):
        return None
    sync(worker.loop, worker.scheduler.event_set, name=key)
    graded: Graded = worker.plugins[name].grade(job)
    return graded
