"""Duplex byte streams with absolute deadlines. Know nothing of frames."""

import socket
import struct
import time
from contextlib import suppress

MULTIPLEX_HEADER = struct.Struct(">BxxxL")
STDOUT = 1
STDERR_KEPT = 4096
CHUNK = 1 << 18


class SocketStream:
    """A connected stream socket."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._buffer = bytearray()

    def send(self, data: bytes | bytearray | memoryview, deadline: float) -> None:
        """Write all of `data`.

        Raises:
            TimeoutError: the deadline (`time.monotonic` seconds) has passed.
            ConnectionError: the peer is gone.
        """
        try:
            self._sock.settimeout(_remaining(deadline))
            self._sock.sendall(data)
        except TimeoutError:
            raise
        except OSError as error:
            msg = "the worker's stream is closed"
            raise ConnectionResetError(msg) from error

    def receive(self, count: int, deadline: float) -> bytes:
        """Read exactly `count` bytes; raises like `send`."""
        while len(self._buffer) < count:
            self._buffer += self._payload(deadline)
        data = bytes(memoryview(self._buffer)[:count])
        del self._buffer[:count]
        return data

    def close(self) -> None:
        """Shut both directions, so that an unread output cannot block a kill."""
        with suppress(OSError):  # it may not be connected any more
            self._sock.shutdown(socket.SHUT_RDWR)
        self._sock.close()

    def _payload(self, deadline: float) -> bytes:
        return self._read_some(CHUNK, deadline)

    def _read_some(self, most: int, deadline: float) -> bytes:
        try:
            self._sock.settimeout(_remaining(deadline))
            data = self._sock.recv(most)
        except TimeoutError:
            raise
        except OSError as error:
            msg = "the worker's stream is closed"
            raise ConnectionResetError(msg) from error
        if not data:
            msg = "the worker's stream has ended"
            raise ConnectionResetError(msg)
        return data


class MultiplexedStream(SocketStream):
    """An engine's attach socket: output comes in pieces, each with an 8-byte header."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(sock)
        self._raw = bytearray()
        self._left = 0
        self._is_stdout = True
        self.stderr_tail = b""

    def _payload(self, deadline: float) -> bytes:
        if not self._raw:
            self._raw += self._read_some(CHUNK, deadline)
        if not self._left:
            self._next_piece(deadline)
            return b""
        piece = bytes(memoryview(self._raw)[: self._left])
        del self._raw[: len(piece)]
        self._left -= len(piece)
        if self._is_stdout:
            return piece
        self.stderr_tail = (self.stderr_tail + piece)[-STDERR_KEPT:]
        return b""

    def _next_piece(self, deadline: float) -> None:
        while len(self._raw) < MULTIPLEX_HEADER.size:
            self._raw += self._read_some(CHUNK, deadline)
        kind, self._left = MULTIPLEX_HEADER.unpack(self._raw[: MULTIPLEX_HEADER.size])
        del self._raw[: MULTIPLEX_HEADER.size]
        self._is_stdout = kind == STDOUT


def _remaining(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        msg = "the deadline has passed"
        raise TimeoutError(msg)
    return left
