"""Where a test process gets its workers from. Knows no pytest and no frames."""

import threading
from dataclasses import dataclass
from typing import Protocol

from autograder.errors import SandboxError
from autograder.model import BoxSpec, Fate, ImageRecord, Limits, Sandbox, Stream, Worker

MOST_FAILED_CLAIMS = 2
BESIDE = "#author"
"""Ends the name of an image of which a second worker is wanted, for code of the author."""


@dataclass(frozen=True, slots=True)
class Line:
    """A channel to a fresh zygote of one image."""

    stream: Stream
    record: ImageRecord


class Broker(Protocol):
    """Lends one worker an image at a time."""

    def claim(self, image: str) -> Line:
        """Return a channel to a worker that nobody has used. Raises SandboxError."""

    def discard(self, image: str) -> Fate:
        """End the worker of `image`; the next claim gives another."""


class Spares:
    """Workers that have seen the author's code only, and wait for the next who needs one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, list[Worker]] = {}

    def take(self, image: str) -> Worker | None:
        """Return one that waits, if there is one."""
        with self._lock:
            waiting = self._waiting.get(image)
            return waiting.pop() if waiting else None

    def put(self, image: str, worker: Worker) -> None:
        """Let `worker` wait for the next."""
        with self._lock:
            self._waiting.setdefault(image, []).append(worker)

    def close(self) -> None:
        """End all that wait."""
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        for workers in waiting.values():
            for worker in workers:
                worker.dismiss()


class Workers:
    """The workers of one submission's run, one an image.

    Args:
        sandbox: where they are claimed.
        limits: of each.
        spares: where those wait that a student had no part in; None: nobody else gets them.
    """

    def __init__(self, sandbox: Sandbox, limits: Limits, spares: Spares | None = None) -> None:
        self._sandbox = sandbox
        self._limits = limits
        self._spares = spares
        self._current: dict[str, Worker] = {}
        self._failed: dict[str, list[SandboxError]] = {}
        self.records: dict[str, ImageRecord] = {}

    def claim(self, image: str) -> Worker:
        """Return a fresh worker of `image`, ending the one before.

        Raises:
            SandboxError: the sandbox cannot; after two failures it is not asked again.
        """
        self.discard(image)
        failed = self._failed.setdefault(image, [])
        if len(failed) >= MOST_FAILED_CLAIMS:
            raise failed[-1]
        try:
            worker = self._claimed(image)
        except SandboxError as error:
            failed.append(error)
            raise
        self._current[image] = worker
        if not image.endswith(BESIDE):
            self.records.setdefault(image, worker.image)
        return worker

    def _claimed(self, image: str) -> Worker:
        spare = self._spares.take(image) if self._spares is not None else None
        if spare is not None:
            return spare
        name = image.removesuffix(BESIDE)
        return self._sandbox.claim(BoxSpec(image=name, limits=self._limits))

    def discard(self, image: str) -> Fate:
        """End the worker of `image`, if there is one, and say how it ended."""
        worker = self._current.pop(image, None)
        return worker.kill() if worker is not None else Fate(reason="there is no such worker")

    def release(self) -> None:
        """Let all workers wait for the next: each is at rest, and saw the author's code only."""
        if self._spares is not None:
            for image in list(self._current):
                self._spares.put(image, self._current.pop(image))

    def loaded(self, image: str, packages: dict[str, str]) -> None:
        """Note the versions that a zygote told before it had any file of the student."""
        record = self.records[image]
        known = {**packages, **record.packages}
        self.records[image] = record.model_copy(update={"packages": known})

    def close(self) -> None:
        """End every worker that a student's code was in, or spoke to; let the others wait."""
        for image in list(self._current):
            if image.endswith(BESIDE) and self._spares is not None:
                self._spares.put(image, self._current.pop(image))
            else:
                self._current.pop(image).dismiss()


class LocalBroker:
    """Lends workers within this process."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    def claim(self, image: str) -> Line:
        """Return a channel to a fresh worker. Raises SandboxError."""
        worker = self._workers.claim(image)
        return Line(worker.stream, worker.image)

    def discard(self, image: str) -> Fate:
        """End the worker of `image`."""
        return self._workers.discard(image)
