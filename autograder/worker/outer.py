"""The zygote's channel to the trusted side: two descriptors, whole frames."""

import os
from typing import Any

from autograder.wire import DEFAULT_LIMITS, Buffer, Frame, WireLimits, pack_head, read_frame

ENVELOPE = DEFAULT_LIMITS.enveloped()
CHUNK = 1 << 20


class OuterChannel:
    """Blocking reads and writes; EOFError or OSError mean that the trusted side is gone."""

    def __init__(self, source: int, sink: int, limits: WireLimits = ENVELOPE) -> None:
        self.source = source
        self._sink = sink
        self._limits = limits

    def read(self) -> Frame:
        """Return the next request."""
        return read_frame(lambda count: read_exactly(self.source, count), self._limits)

    def write(self, header: dict[str, Any], inner: Buffer | None = None) -> None:
        """Send one answer, with the student's frame unparsed and uncopied in its body."""
        lengths = [] if inner is None else [len(inner)]
        write_all(self._sink, pack_head(header, lengths, self._limits))
        if inner is not None:
            write_all(self._sink, inner)


def read_exactly(descriptor: int, count: int) -> bytes:
    """Return `count` bytes, read as they come. Raises EOFError."""
    pieces = []
    while count:
        piece = os.read(descriptor, min(count, CHUNK))
        if not piece:
            msg = "the stream has ended"
            raise EOFError(msg)
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def write_all(descriptor: int, data: Buffer) -> None:
    """Write all of `data`. Raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view[:CHUNK]) :]
