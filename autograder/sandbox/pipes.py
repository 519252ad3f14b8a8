"""A duplex stream over two pipes, for systems where a process has no socket to inherit."""

import queue
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO

CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class _Parcel:
    data: bytes
    sent: threading.Event = field(default_factory=threading.Event)


class PipeStream:
    """Threads do the blocking reads and writes, so that a deadline can be kept anywhere."""

    def __init__(self, source: IO[bytes], sink: IO[bytes]) -> None:
        self._source, self._sink = source, sink
        self._buffer = bytearray()
        self._wanted = CHUNK
        self._has_ended = False
        self._changed = threading.Condition()
        self._outgoing: queue.SimpleQueue[_Parcel | None] = queue.SimpleQueue()
        for work in (self._read, self._write):
            threading.Thread(target=work, daemon=True).start()

    def send(self, data: bytes | bytearray | memoryview, deadline: float) -> None:
        """Write all of `data`.

        Raises:
            TimeoutError: the deadline (`time.monotonic` seconds) has passed.
            ConnectionError: the peer is gone.
        """
        parcel = _Parcel(bytes(data))
        self._outgoing.put(parcel)
        if not parcel.sent.wait(max(0.0, deadline - time.monotonic())):
            raise TimeoutError(_LATE)
        with self._changed:
            if self._has_ended and not self._buffer:
                raise ConnectionResetError(_GONE)

    def receive(self, count: int, deadline: float) -> bytes:
        """Read exactly `count` bytes; raises like `send`."""
        with self._changed:
            self._wanted = max(count, CHUNK)
            self._changed.notify_all()
            left = max(0.0, deadline - time.monotonic())
            if not self._changed.wait_for(lambda: self._is_due(count), left):
                raise TimeoutError(_LATE)
            if len(self._buffer) < count:
                raise ConnectionResetError(_GONE)
            data = bytes(memoryview(self._buffer)[:count])
            del self._buffer[:count]
            self._changed.notify_all()
            return data

    def close(self) -> None:
        """Close the way out; the way in ends with the process. Safe to call twice."""
        self._end()
        self._outgoing.put(None)

    def _is_due(self, count: int) -> bool:
        return self._has_ended or len(self._buffer) >= count

    def _end(self) -> None:
        with self._changed:
            self._has_ended = True
            self._changed.notify_all()

    def _read(self) -> None:
        with self._source, suppress(OSError):
            while data := self._source.read(CHUNK):
                with self._changed:
                    self._buffer += data
                    self._changed.notify_all()
                    # No more is taken in than is asked for: a flood waits in the pipe.
                    self._changed.wait_for(
                        lambda: self._has_ended or len(self._buffer) < self._wanted
                    )
        self._end()

    def _write(self) -> None:
        with suppress(OSError), self._sink:
            while (parcel := self._outgoing.get()) is not None:
                self._write_all(parcel)

    def _write_all(self, parcel: _Parcel) -> None:
        view = memoryview(parcel.data)
        try:
            while view:
                view = view[self._sink.write(view) :]
        except OSError:
            self._end()
        parcel.sent.set()


_LATE = "the deadline has passed"
_GONE = "the worker's stream has ended"
