"""Loaded workers of one test process, one an image: claimed when first needed, kept, dropped."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from autograder.errors import ProtocolError, SandboxError
from autograder.model import Assignment, Fate, Stream
from autograder.wire import DEFAULT_LIMITS, Printed, WorkerClient

from .broker import Broker

LOAD_SECONDS = 120.0
"""To take the files. A worker that imports torch on a busy machine is slow to hear of them."""
CLEAN_SECONDS = 10.0
VERSIONS = ("python", "numpy", "torch")

Loaded = Callable[[str, dict[str, str]], None]


class Answering(Protocol):
    """Where a conversation finds who answers it: workers, or the author's own code."""

    is_guarded: bool

    def get(self, image: str) -> "Link": ...  # noqa: D102

    def drop(self, image: str) -> Fate: ...  # noqa: D102


class Link:
    """A client whose zygote has the files; what is printed goes to `listener`."""

    def __init__(self, stream: Stream) -> None:
        self.listener: Callable[[Printed], None] = lambda _printed: None
        self.client = WorkerClient(stream, on_printed=self._hear)

    def _hear(self, printed: Printed) -> None:
        self.listener(printed)


@dataclass(slots=True)
class Cargo:
    """What each worker is given before its first test."""

    files: Mapping[str, bytes]
    options: Mapping[str, Any]


def cargo_of(assignment: Assignment, files: Mapping[str, bytes]) -> Cargo:
    """Return the files and settings for the workers of `assignment`."""
    limits = assignment.limits
    options = {
        "output_kb": limits.output_kb,
        "frame_mb": DEFAULT_LIMITS.body_bytes >> 20,
        "load": assignment.load,
        "disk_mb": limits.disk_mb,
    }
    return Cargo(files, options)


class Links:
    """The links of one test process.

    Attributes:
        is_guarded: student code cannot touch the zygote, so a lost worker is our fault.
    """

    def __init__(
        self,
        broker: Broker,
        cargo: Cargo,
        on_loaded: Loaded,
        *,
        is_guarded: bool,
        keeps_workers: bool = False,
    ) -> None:
        self.is_guarded = is_guarded
        self._keeps_workers = keeps_workers
        self._broker = broker
        self._cargo = cargo
        self._on_loaded = on_loaded
        self._open: dict[str, Link] = {}

    def get(self, image: str) -> Link:
        """Return the link of `image`, claiming and loading a worker if there is none.

        Raises:
            SandboxError: no worker, or one that does not take the files.
        """
        if image not in self._open:
            self._open[image] = self._connect(image)
        return self._open[image]

    def drop(self, image: str) -> Fate:
        """Throw the worker of `image` away and say how it ended."""
        link = self._open.pop(image, None)
        if link is not None:
            link.client.close()
        return self._broker.discard(image)

    def close(self) -> None:
        """Shut every stream that no other submission will use; the workers stay with the broker."""
        if not self._keeps_workers:
            for link in self._open.values():
                link.client.close()
        self._open.clear()

    def _connect(self, image: str) -> Link:
        line = self._broker.claim(image)
        link = Link(line.stream)
        try:
            info = link.client.load(self._cargo.files, self._cargo.options, seconds=LOAD_SECONDS)
        except (ProtocolError, TimeoutError, ConnectionError) as error:
            link.client.close()
            fate = self._broker.discard(image)
            msg = f"a worker of image {image!r} did not take the files: {error} ({fate.reason})"
            raise SandboxError(msg) from error
        self._on_loaded(image, _versions(info))
        return link


def _versions(info: Mapping[str, Any]) -> dict[str, str]:
    return {name: info[name] for name in VERSIONS if type(info.get(name)) is str}


def seconds_since(start: float) -> float:
    """Return the seconds since `start`, of `time.monotonic`."""
    return time.monotonic() - start
