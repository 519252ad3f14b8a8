"""The author's own code in a worker, where the trusted side lacks what it imports.

A second worker of the image, which never sees a file of a student: it may serve a whole
class, one piece of the author's code after the other.
"""

import time
from contextlib import suppress
from pathlib import Path

from autograder.errors import ProtocolError, SandboxError
from autograder.model import Assignment, Fate

from .broker import BESIDE, Broker
from .link import Link, cargo_of

TRIES = 2


class AuthorWorkers:
    """The author's workers of one test process, one an image."""

    def __init__(self, broker: Broker, assignment: Assignment) -> None:
        self._broker = broker
        self._options = cargo_of(assignment, {}).options
        self._open: dict[str, Link] = {}
        self._loaded: dict[str, Path] = {}

    def prepare(self, image: str) -> None:
        """Claim a worker now, while no clock runs; if there is none, the search will say so."""
        with suppress(SandboxError):
            self._worker(image)

    def loaded(self, image: str, folder: Path, deadline: float) -> Link:
        """Return a link to a worker with the files of `folder`. Raises SandboxError."""
        for _ in range(TRIES):
            link = self._worker(image)
            if self._loaded.get(image) == folder:
                return link
            seconds = max(0.0, deadline - time.monotonic())
            try:
                link.client.load(_files(folder), self._options, seconds=seconds)
            except (ProtocolError, TimeoutError, ConnectionError):
                self.drop(image)  # an earlier test process may have left it in the middle
            else:
                self._loaded[image] = folder
                return link
        msg = f"a worker of image {image!r} did not take the author's files"
        raise SandboxError(msg)

    def drop(self, image: str) -> Fate:
        """Throw the author's worker of `image` away."""
        link = self._open.pop(image, None)
        self._loaded.pop(image, None)
        if link is not None:
            link.client.close()
        return self._broker.discard(image + BESIDE)

    def _worker(self, image: str) -> Link:
        if image not in self._open:
            self._open[image] = Link(self._broker.claim(image + BESIDE).stream)
        return self._open[image]


class WorkerLinks:
    """Stands where a test process keeps its workers; `folder` holds the files that answer."""

    is_guarded = True

    def __init__(self, workers: AuthorWorkers, folder: Path, deadline: float) -> None:
        self._workers = workers
        self._folder = folder
        self._deadline = deadline

    def get(self, image: str) -> Link:
        """Return a link to a worker with the author's files. Raises SandboxError."""
        return self._workers.loaded(image, self._folder, self._deadline)

    def drop(self, image: str) -> Fate:
        """Throw the worker away: it did not do as it should."""
        return self._workers.drop(image)


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
