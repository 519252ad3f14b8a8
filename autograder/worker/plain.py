"""Zygote and student process in one, for systems that cannot fork: one test a process.

The same outer requests, answered by blocking reads; there is no wall between what
answers and what it runs, and after the test the whole process is thrown away.
"""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from secrets import token_bytes
from typing import Any

from autograder.errors import ProtocolError
from autograder.wire import Buffer, Frame, WireLimits, unpack

from .folder import WorkFolder
from .loading import Modules
from .outer import OuterChannel, write_all
from .output import Output
from .rlimits import ProcessLimits, apply
from .server import Server
from .settings import LoadOptions
from .start import enter, open_standard_streams

CHUNK = 1 << 16
MARK_BYTES = 16
MARK_SECONDS = 2.0
KILLED = -9
BROKEN = 70


def serve(
    outer: OuterChannel,
    printed: int,
    folder: WorkFolder,
    info: dict[str, Any],
    limits: ProcessLimits,
) -> None:
    """Answer one load, one begin, its questions and one end; then end the process."""
    code = BROKEN
    try:
        with suppress(EOFError, ConnectionError):
            _serve(outer, printed, folder, info, limits)
        folder.remove()
        code = 0
    finally:
        # Threads of the student would keep an ordinary exit waiting.
        os._exit(code)


def redirect_standard_streams() -> tuple[OuterChannel, int]:
    """Keep the channel to ourselves; return it and the pipe into which all prints go."""
    outer = OuterChannel(os.dup(0), os.dup(1))
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    read, write = os.pipe()
    os.dup2(write, 1)
    os.dup2(write, 2)
    os.close(write)
    open_standard_streams()
    return outer, read


def _serve(
    outer: OuterChannel,
    printed: int,
    folder: WorkFolder,
    info: dict[str, Any],
    limits: ProcessLimits,
) -> None:
    options = _load(outer, folder, info)
    begin = _expected(outer.read(), "begin")
    drain = Drain(printed, Output(options.output_kb))
    channel = EnvelopeChannel(outer, drain, begin, options.wire_limits())
    drain.start(channel.report_flood)
    apply(limits)
    enter(folder.submission, begin.header.get("seed", 0))
    if not begin.buffers:
        outer.write({"op": "begun", "epoch": begin.header.get("epoch")})
    modules = Modules(folder.submission)
    Server(channel, modules, folder.submission, options.wire_limits()).serve()


def _load(outer: OuterChannel, folder: WorkFolder, info: dict[str, Any]) -> LoadOptions:
    request = _expected(outer.read(), "load")
    names = request.header.get("files", [])
    folder.load(dict(zip(names, map(bytes, request.buffers), strict=True)))
    outer.write({"op": "loaded", "info": info})
    return LoadOptions.of(request.header)


def _expected(request: Frame, op: str) -> Frame:
    if request.header.get("op") != op:
        msg = f"the request {op!r} was due, found {request.header.get('op')!r}"
        raise ProtocolError(msg)
    return request


class EnvelopeChannel:
    """The server's channel: its frames, wrapped into outer ones by the same process."""

    def __init__(
        self, outer: OuterChannel, drain: "Drain", begin: Frame, limits: WireLimits
    ) -> None:
        self._outer = outer
        self._drain = drain
        self._epoch = begin.header.get("epoch")
        self._first = list(begin.buffers)
        self._limits = limits
        self._writing = threading.Lock()

    def read(self) -> Frame:
        """Return the next inner frame; after "end" is answered, raises EOFError."""
        if self._first:
            return unpack(self._first.pop(), self._limits)
        request = self._outer.read()
        if request.header.get("op") == "to" and len(request.buffers) == 1:
            return unpack(request.buffers[0], self._limits)
        _expected(request, "end")
        self._write({"op": "swept", "clean": False})
        msg = "the test has ended"
        raise EOFError(msg)

    def write(self, data: Buffer) -> None:
        """Send one packed inner frame."""
        self._write({"op": "from"}, data)

    def report_flood(self) -> None:
        """Say that too much was printed, and end the process."""
        ended = {"op": "ended", "code": KILLED, "oom": False, "cause": "output"}
        with self._writing, suppress(OSError):
            self._outer.write({**ended, "epoch": self._epoch, **self._drain.output.take()})
        os._exit(1)

    def _write(self, header: dict[str, Any], data: Buffer | None = None) -> None:
        printed = self._drain.take()
        with self._writing:
            self._outer.write({**header, "epoch": self._epoch, **printed}, data)


class Drain:
    """Reads the pipe of prints in a thread, so that printing never blocks."""

    def __init__(self, pipe: int, output: Output) -> None:
        self.output = output
        self._pipe = pipe
        self._lock = threading.Lock()
        self._mark = b""
        self._seen = threading.Event()

    def start(self, on_flood: Callable[[], None]) -> None:
        """Begin to read; `on_flood` is called when a test prints more than any may."""
        threading.Thread(target=self._run, args=(on_flood,), daemon=True).start()

    def take(self) -> dict[str, object]:
        """Return the header fields of all that was printed before this call."""
        with self._lock:
            self._mark = token_bytes(MARK_BYTES)
            self._seen.clear()
        with suppress(OSError):  # the student may have closed it
            write_all(1, self._mark)
            # What came before the mark has been read once the mark has.
            self._seen.wait(MARK_SECONDS)
        with self._lock:
            return self.output.take()

    def _run(self, on_flood: Callable[[], None]) -> None:
        pending = b""
        while data := os.read(self._pipe, CHUNK):
            with self._lock:
                pending = self._keep(pending + data)
            if self.output.flooded:
                on_flood()

    def _keep(self, data: bytes) -> bytes:
        """Add `data` to the output without the mark; return what may be the mark's start."""
        if not self._mark:
            self.output.add(data)
            return b""
        before, found, after = data.partition(self._mark)
        if found:
            self.output.add(before + after)
            self._mark = b""
            self._seen.set()
            return b""
        held = data[len(data) - MARK_BYTES + 1 :] if len(data) >= MARK_BYTES else data
        self.output.add(data[: len(data) - len(held)])
        return held
