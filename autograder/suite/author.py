"""The author's own code, answering a test in this process as the student's answers across the wall.

Values cross as they do there, encoded and decoded, so that a test cannot tell the two
apart. For code of the author only: nothing of a student is ever run here.
"""

import random
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from types import ModuleType
from typing import Any

import numpy as np

from autograder.model import Fate
from autograder.wire import DEFAULT_LIMITS, Buffer, Frame, WorkerClient, unpack
from autograder.worker.calls import seed_everything
from autograder.worker.loading import PROTECTED, Modules
from autograder.worker.server import Server

from .link import Link


class AuthorLinks:
    """Stands where a test process keeps its workers; `folder` holds the files that answer."""

    is_guarded = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._link: AuthorLink | None = None

    def get(self, image: str) -> "AuthorLink":  # noqa: ARG002 - a worker has an image
        """Return a link to the author's code."""
        self._link = AuthorLink(self._folder)
        return self._link

    def drop(self, image: str) -> Fate:  # noqa: ARG002 - see above
        """Give up what has not answered: its names are taken back, its thread is left alone."""
        if self._link is not None:
            self._link.client.end(seconds=0)
        return Fate(reason="the author's code runs in no worker")


class AuthorLink(Link):
    """A link without a stream."""

    def __init__(self, folder: Path) -> None:
        super().__init__(_Nowhere())
        self.client = AuthorClient(folder)


class _Nowhere:
    """The stream of a client that has none: to use it is a fault of ours."""

    def send(self, data: bytes | bytearray | memoryview, deadline: float) -> None:
        raise NotImplementedError

    def receive(self, count: int, deadline: float) -> bytes:
        raise NotImplementedError

    def close(self) -> None:
        """Do nothing."""


class AuthorClient(WorkerClient):
    """Speaks like a worker's client to a server in a thread of this process."""

    def __init__(self, folder: Path) -> None:
        super().__init__(_Nowhere())
        self._folder = folder
        self._questions: SimpleQueue[Frame | None] = SimpleQueue()
        self._answers: SimpleQueue[Buffer] = SimpleQueue()
        self._modules: dict[str, ModuleType] = {}
        self._states: tuple[Any, Any] | None = None
        self._is_over = False
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def begin(self, seed: int, *, seconds: float) -> None:  # noqa: ARG002 - a worker's client waits
        """Load nothing yet; seed the generators as beside a student."""
        self._modules = _enter(self._folder)
        if _draws(self._folder):
            ours = _states()
            seed_everything(seed)
            self._states = _states()
            _restore(ours)
        self._thread.start()

    def begin_with(
        self, seed: int, header: Mapping[str, Any], buffers: list[Buffer], *, deadline: float
    ) -> Frame:
        """Begin, and return the answer to the first request. Raises TimeoutError."""
        self.begin(seed, seconds=0)
        return self.request(header, buffers, deadline=deadline)

    def request(
        self, header: Mapping[str, Any], buffers: list[Buffer], *, deadline: float
    ) -> Frame:
        """Return the answer to one request. Raises TimeoutError."""
        self._seq += 1
        return self._turn(header, buffers, deadline)

    def resume(self, header: Mapping[str, Any], buffers: list[Buffer], *, deadline: float) -> Frame:
        """Answer a callback; return what comes then. Raises TimeoutError."""
        return self._turn(header, buffers, deadline)

    def end(self, *, seconds: float) -> bool:
        """End the server; True if it has ended."""
        if self._thread.ident is None or self._is_over:
            return True
        self._is_over = True
        self._questions.put(None)
        self._thread.join(seconds)
        _leave(self._folder, self._modules)
        return not self._thread.is_alive()

    def close(self) -> None:
        """Do nothing: there is no stream."""

    def _turn(self, header: Mapping[str, Any], buffers: list[Buffer], deadline: float) -> Frame:
        with self._its_generators():
            self._questions.put(Frame({**header, "seq": self._seq}, buffers))
            try:
                answer = self._answers.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                raise TimeoutError from None
        return unpack(answer)

    @contextmanager
    def _its_generators(self) -> Iterator[None]:
        """Give the author's code generators of its own: across the wall it has them too."""
        if self._states is None:
            yield
            return
        ours = _states()
        _restore(self._states)
        try:
            yield
        finally:
            self._states = _states()
            _restore(ours)

    def _serve(self) -> None:
        with suppress(EOFError):
            Server(
                _Channel(self._questions, self._answers),
                Modules(self._folder),
                self._folder,
                DEFAULT_LIMITS,
            ).serve()


def load_modules(folder: Path, files: Sequence[str]) -> dict[str, ModuleType]:
    """Return the modules of `files`; the names that they had meanwhile are given back.

    Raises:
        StudentFailure: one of them is not there, or cannot be loaded.
    """
    before = _enter(folder)
    try:
        modules = Modules(folder)
        return {file: modules.load(file) for file in files}
    finally:
        _leave(folder, before)


class _Channel:
    """The server's end of two queues."""

    def __init__(
        self, questions: "SimpleQueue[Frame | None]", answers: "SimpleQueue[Buffer]"
    ) -> None:
        self._questions, self._answers = questions, answers

    def read(self) -> Frame:
        frame = self._questions.get()
        if frame is None:
            raise EOFError
        return frame

    def write(self, data: Buffer) -> None:
        self._answers.put(data)


def _draws(folder: Path) -> bool:
    return any(b"random" in path.read_bytes() for path in folder.rglob("*.py"))


def _states() -> tuple[Any, Any]:
    return random.getstate(), np.random.get_state()  # noqa: NPY002 - the author's code may draw


def _restore(states: tuple[Any, Any]) -> None:
    random.setstate(states[0])
    np.random.set_state(states[1])  # noqa: NPY002 - see above


def _enter(folder: Path) -> dict[str, ModuleType]:
    """Let the files of `folder` import each other; return the modules that had their names."""
    sys.path.insert(0, str(folder))
    return {name: sys.modules.pop(name) for name in _names(folder) if name in sys.modules}


def _leave(folder: Path, before: dict[str, ModuleType]) -> None:
    with suppress(ValueError):
        sys.path.remove(str(folder))
    for name in _names(folder):
        sys.modules.pop(name, None)
    sys.modules.update(before)


def _names(folder: Path) -> list[str]:
    # What Python has under such a name already is not the author's file: see Modules.
    paths = (path.relative_to(folder).with_suffix("") for path in folder.rglob("*.py"))
    names = [".".join(path.parts) for path in paths]
    return [name for name in names if name.partition(".")[0] not in PROTECTED]
