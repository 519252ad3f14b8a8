"""The zygote's channel to the trusted side: two descriptors, whole frames."""

import os
from io import BufferedReader, FileIO
from typing import Any

from autograder.wire import DEFAULT_LIMITS, Buffer, Frame, WireLimits, pack_head, read_frame

ENVELOPE = DEFAULT_LIMITS.enveloped()
CHUNK = 1 << 20
READ_AHEAD = 1 << 16
SMALL = 1 << 16


class OuterChannel:
    """Blocking reads and writes; EOFError or OSError mean that the trusted side is gone."""

    def __init__(self, source: int, sink: int, limits: WireLimits = ENVELOPE) -> None:
        self.source = source
        self._reader = reader_of(source)
        self._sink = sink
        self._limits = limits

    def read(self) -> Frame:
        """Return the next request."""
        return read_frame(lambda count: read_exactly(self._reader, count), self._limits)

    def write(self, header: dict[str, Any], inner: Buffer | None = None) -> None:
        """Send one answer, with the student's frame unparsed and uncopied in its body."""
        lengths = [] if inner is None else [len(inner)]
        head = pack_head(header, lengths, self._limits)
        if inner is not None and len(inner) <= SMALL:
            head += inner  # one write for both: each costs a way through the engine
            inner = None
        write_all(self._sink, head)
        if inner is not None:
            write_all(self._sink, inner)


def reader_of(descriptor: int) -> BufferedReader:
    """Return a reader that takes a whole small frame from `descriptor` in one system call."""
    return BufferedReader(FileIO(descriptor, closefd=False), READ_AHEAD)


def read_exactly(reader: BufferedReader, count: int) -> bytes:
    """Return `count` bytes. Raises EOFError if the stream ends before."""
    data = reader.read(count)
    if len(data) != count:
        msg = "the stream has ended"
        raise EOFError(msg)
    return data


def write_all(descriptor: int, data: Buffer) -> None:
    """Write all of `data`. Raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view[:CHUNK]) :]
