"""The sandbox of `autograder check`: an ordinary process on this machine.

Promises less than a container and says so: student code can read what the user can
read, and reach the network. For one's own code.
"""

import importlib.util
import os
import platform
import sys
import threading
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Any, Self

from autograder.errors import SandboxError
from autograder.model import BoxSpec, Fate, Guarantee, ImageRecord, Stream

from .interpreter import Interpreter, start, stop
from .pool import Pool

MOST_STARTED = 64


class ProcessWorker:
    """One claimed process; made by `ProcessSandbox.claim`, used for one submission."""

    def __init__(
        self, sandbox: "ProcessSandbox", interpreter: Interpreter, image: ImageRecord
    ) -> None:
        self.image = image
        self._sandbox = sandbox
        self._interpreter = interpreter
        self._stream: Stream | None = None
        self._fate: Fate | None = None
        self._lock = threading.Lock()

    @property
    def stream(self) -> Stream:
        """The channel to the worker, for use in this process."""
        if self._stream is None:
            self._stream = self._interpreter.stream()
        return self._stream

    def detach(self) -> tuple[int, str] | None:
        """Return a descriptor of the channel and its framing; the caller closes the descriptor.

        None where the channel is a pair of pipes. `kill` still works from here.

        Raises:
            SandboxError: `stream` was used here and may have read ahead.
        """
        if self._interpreter.sock is None:
            return None
        if self._stream is not None:
            msg = "the worker's stream is in use in this process; detach before the first frame"
            raise SandboxError(msg)
        return os.dup(self._interpreter.sock.fileno()), "raw"

    def kill(self) -> Fate:
        """End the worker and everything in it, say how it ended. Idempotent."""
        with self._lock:
            if self._fate is None:
                self.stream.close()
                self._fate = stop(self._interpreter)
                self._sandbox.forget(self)
            return self._fate

    def dismiss(self) -> None:
        """End it as `kill` does: that takes no time here."""
        self.kill()


class ProcessSandbox:
    """Workers that are processes of this machine; a context manager.

    Args:
        plain: start one process for each test instead of forking; chosen by system if None.
        threads: how many numpy's linear algebra may use; results of a sum depend on it.
    """

    name = "process"

    def __init__(self, *, plain: bool | None = None, threads: int = 1) -> None:
        self._plain = not _can_fork_safely() if plain is None else plain
        self._threads = threads
        self.settings: Mapping[str, Any] = {"plain": plain, "threads": threads}
        self.guarantees = _guarantees()
        # A plain worker serves one test: the next one starts while a test runs.
        self._pool: Pool[BoxSpec, Interpreter] = Pool(
            self._start,
            _drop,
            is_alive=Interpreter.is_alive,
            size=int(self._plain),
            capacity=lambda _spec: MOST_STARTED,
        )
        self._claimed: set[ProcessWorker] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def claim(self, spec: BoxSpec) -> ProcessWorker:
        """Return a started worker that nobody else has used.

        Raises:
            SandboxError: a package that the image promises is not installed here, or no
                process can be started.
        """
        _require_packages(spec.image)
        worker = ProcessWorker(self, self._pool.claim(spec), _image_record(spec.image))
        with self._lock:
            self._claimed.add(worker)
        return worker

    def expect(self, claims: int) -> None:
        """Start no process ahead beyond `claims` more claims."""
        self._pool.expect(claims)

    def identify(self, image: str) -> ImageRecord:
        """Return the packages that student code finds here. Raises SandboxError: none of torch."""
        _require_packages(image)
        return _image_record(image)

    def close(self) -> None:
        """End every worker, claimed or waiting; leave nothing behind. Idempotent."""
        with self._lock:
            claimed = list(self._claimed)
        for worker in claimed:
            worker.kill()
        self._pool.close()

    def forget(self, worker: ProcessWorker) -> None:
        """Make room for another worker: this one has ended."""
        with self._lock:
            self._claimed.discard(worker)
        self._pool.give_back()

    def _start(self, spec: BoxSpec) -> Interpreter:
        try:
            return start(spec, plain=self._plain, threads=self._threads)
        except OSError as error:
            msg = f"cannot start a Python process for the student's code: {error}"
            raise SandboxError(msg) from error


def _drop(interpreter: Interpreter) -> None:
    interpreter.stream().close()
    stop(interpreter)


def _can_fork_safely() -> bool:
    # On macOS the system's linear algebra, which numpy uses, hangs in forked processes.
    return hasattr(os, "fork") and sys.platform != "darwin"


def _guarantees() -> frozenset[Guarantee]:
    always = {Guarantee.CRASH, Guarantee.TIMEOUT, Guarantee.OUTPUT}
    if sys.platform != "linux":
        return frozenset(always)
    # /proc shows every descendant; the limit of address space is enforced.
    return frozenset(always | {Guarantee.MEMORY, Guarantee.ORPHANS})


def _require_packages(image: str) -> None:
    if image == "torch" and importlib.util.find_spec("torch") is None:
        msg = (
            "this assignment uses torch, which is not installed beside autograder; "
            "install it with: pip install torch"
        )
        raise SandboxError(msg)


@cache
def _image_record(image: str) -> ImageRecord:
    packages = {"python": platform.python_version()}
    for name in ("numpy", "torch"):
        try:
            packages[name] = version(name)
        except PackageNotFoundError:
            continue
    return ImageRecord(name=image, digest="process", packages=packages)
