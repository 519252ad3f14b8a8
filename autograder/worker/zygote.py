"""The first process: forks one student process a test, and never runs student code.

Speaks only when spoken to: one outer answer for each outer request (see
`autograder.wire.client`). In a container it is process 1.
"""

import gc
import importlib
import os
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any

from autograder.errors import ProtocolError
from autograder.wire import Buffer, Frame

from .bytecode import compiled
from .child import Birth, fork_student
from .folder import WorkFolder
from .loader import Loader
from .outer import OuterChannel
from .output import Output
from .rlimits import ProcessLimits
from .settings import LoadOptions
from .student import Student
from .sweep import sweep_all_but, sweep_children, sweep_container

News = Callable[[], int | None]


class Zygote:
    """Serves one submission: load once, then any number of epochs."""

    def __init__(
        self,
        outer: OuterChannel,
        folder: WorkFolder,
        *,
        info: dict[str, Any],
        limits: ProcessLimits,
        wake: int,
    ) -> None:
        self._outer = outer
        self._folder = folder
        self._info = info
        self._limits = limits
        self._wake = wake
        self._options = LoadOptions()
        self._student: Student | None = None
        self._loader: Loader | None = None
        self._serial = 0

    def run(self) -> None:
        """Answer until the trusted side is gone; then leave no process behind."""
        try:
            with suppress(EOFError, ConnectionError):
                while True:
                    self._answer(self._outer.read())
        finally:
            self._loader = None
            self._sweep()
            self._folder.remove()

    def _answer(self, request: Frame) -> None:
        op = request.header.get("op")
        if op == "load":
            self._load(request)
        elif op == "begin" and len(request.buffers) <= 1:
            self._begin(request)
        elif op == "to" and len(request.buffers) == 1:
            self._to(request)
        elif op == "end":
            self._end(request)
        else:
            msg = f"no outer request {op!r}"
            raise ProtocolError(msg)

    def _load(self, request: Frame) -> None:
        self._drop_loader()
        self._sweep()
        self._options = LoadOptions.of(request.header)
        names = request.header.get("files", [])
        files = zip(names, map(bytes, request.buffers), strict=True)
        self._folder.load(dict(files))
        self._folder.has_plots = import_mentioned(request.buffers)
        if not self._options.once:
            self._folder.add(compiled(self._folder.submission, names, self._limits, self._wake))
        self._outer.write({"op": "loaded", "info": self._info})

    def _begin(self, request: Frame) -> None:
        if self._student is not None:
            self._clean_up()
        self._student = self._fork(request.header.get("seed", 0))
        if request.buffers:
            self._to(request)
        else:
            self._outer.write({"op": "begun", "epoch": request.header.get("epoch")})

    def _fork(self, seed: int) -> Student:
        ours, theirs = socket.socketpair()
        read, write = os.pipe()
        wire = self._options.wire_limits()
        limits = replace(self._limits, disk_mb=self._options.disk_mb)
        birth = Birth(self._folder.submission, seed, wire, limits)
        with theirs:
            bear = self._fork_loaded if self._options.once else _fork_fresh
            pid, news = bear(birth, theirs.fileno(), write)
        os.close(write)
        output = Output(self._options.output_kb)
        return Student(pid, ours, read, output=output, limits=wire, news=news)

    def _fork_loaded(self, birth: Birth, sock: int, printed: int) -> tuple[int, News]:
        self._serial += 1
        if self._loader is None or not self._loader.is_alive():
            self._drop_loader()
            self._loader = Loader.fork(birth, printed)
        loader, serial = self._loader, self._serial
        loader.order(serial, birth.seed, sock, printed)
        return loader.pid, lambda: loader.news(serial)

    def _drop_loader(self) -> None:
        if self._loader is not None:
            self._loader.sock.close()
            self._loader = None

    def _to(self, request: Frame) -> None:
        epoch = request.header.get("epoch")
        if self._student is None:
            msg = "a question came before its student process"
            raise ProtocolError(msg)
        answer = self._student.exchange(request.buffers[0], self._wake, self._outer.source)
        printed = self._student.output.take()
        if isinstance(answer, bytearray):
            self._outer.write({"op": "from", "epoch": epoch, **printed}, answer)
        else:
            self._outer.write({"op": "ended", "epoch": epoch, **asdict(answer), **printed})

    def _end(self, request: Frame) -> None:
        printed: dict[str, Any] = {"output": "", "dropped": 0}
        if self._student is not None:
            self._student.drain()
            printed = self._student.output.take()
        clean = self._clean_up()
        header = {"op": "swept", "epoch": request.header.get("epoch"), "clean": clean}
        self._outer.write({**header, **printed})

    def _clean_up(self) -> bool:
        """End the student's processes and restore the folder; True if nothing is left."""
        if self._student is not None and self._student.is_unborn():
            # Still loading, and printing to the pipe of a test that is over.
            self._drop_loader()
        swept = self._sweep()
        with suppress(OSError):
            self._folder.refresh()
            return swept
        return False

    def _sweep(self) -> bool:
        group = None
        if self._student is not None:
            group = self._student.pid
            self._student.close()
            self._student = None
        if self._loader is not None:
            return sweep_all_but(self._loader.pid)
        if os.getpid() == 1:
            return sweep_container(self._wake)
        return sweep_children(group, self._wake)


def _fork_fresh(birth: Birth, sock: int, printed: int) -> tuple[int, None]:
    return fork_student(birth, sock, printed), None


def import_mentioned(sources: Sequence[Buffer]) -> bool:
    """Import matplotlib, which is slow, once before the fork if a source speaks of it.

    Nothing of the sources is parsed or run: a word is looked for, and the library is the
    image's own. Its cost is paid by those who use it, once and not in each test.
    """
    is_mentioned = any(b"matplotlib" in bytes(source) for source in sources)
    if is_mentioned:
        with suppress(ImportError):
            importlib.import_module("matplotlib.pyplot")
            gc.freeze()
    return is_mentioned


def arrange_signals() -> int:
    """Make the death of a child wake `poll`; return the descriptor to watch."""
    read, write = os.pipe()
    for end in (read, write):
        os.set_blocking(end, False)
    # A student's process may send any signal as often as it likes.
    signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return read
