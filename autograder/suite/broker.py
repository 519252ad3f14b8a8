"""Where a test process gets its workers from. Knows no pytest and no frames."""

from dataclasses import dataclass
from typing import Protocol

from autograder.errors import SandboxError
from autograder.model import BoxSpec, Fate, ImageRecord, Limits, Sandbox, Stream, Worker

MOST_FAILED_CLAIMS = 2


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


class Workers:
    """The workers of one submission's run, one an image; a context manager that ends them."""

    def __init__(self, sandbox: Sandbox, limits: Limits) -> None:
        self._sandbox = sandbox
        self._limits = limits
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
            worker = self._sandbox.claim(BoxSpec(image=image, limits=self._limits))
        except SandboxError as error:
            failed.append(error)
            raise
        self._current[image] = worker
        self.records.setdefault(image, worker.image)
        return worker

    def discard(self, image: str) -> Fate:
        """End the worker of `image`, if there is one, and say how it ended."""
        worker = self._current.pop(image, None)
        return worker.kill() if worker is not None else Fate(reason="there is no such worker")

    def loaded(self, image: str, packages: dict[str, str]) -> None:
        """Note the versions that a zygote told before it had any file of the student."""
        record = self.records[image]
        known = {**packages, **record.packages}
        self.records[image] = record.model_copy(update={"packages": known})

    def close(self) -> None:
        """End every worker."""
        for image in list(self._current):
            self.discard(image)


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
