"""Frames between trusted processes over a Unix socket, each with at most one descriptor."""

import os
import socket
from collections.abc import Sequence
from typing import Any

from autograder.wire import Buffer, Frame, pack, read_frame

PASSED = b"D"
CHUNK = 1 << 20


def can_pass_descriptors() -> bool:
    """True if this system forks and hands descriptors over sockets."""
    return hasattr(os, "fork") and hasattr(socket, "send_fds") and hasattr(socket, "AF_UNIX")


class Control:
    """One end of a socket pair. Never reads ahead: a descriptor travels with its byte."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def send(
        self, header: dict[str, Any], buffers: Sequence[Buffer] = (), descriptor: int | None = None
    ) -> None:
        """Send one frame and, with it, a descriptor. Raises EOFError if the peer is gone."""
        passed = descriptor is not None
        try:
            self._sock.settimeout(None)
            self._sock.sendall(pack(Frame({**header, "passed": passed}, buffers)))
            if descriptor is not None:
                socket.send_fds(self._sock, [PASSED], [descriptor])
        except OSError as error:
            raise EOFError from error

    def receive(self, seconds: float | None = None) -> tuple[Frame, int | None]:
        """Return the next frame and the descriptor that came with it.

        Raises:
            EOFError: the peer is gone.
            TimeoutError: nothing came within `seconds`.
        """
        try:
            self._sock.settimeout(seconds)
            frame = read_frame(self._exactly)
            return frame, self._descriptor() if frame.header.get("passed") is True else None
        except TimeoutError:
            raise
        except OSError as error:
            raise EOFError from error

    def close(self) -> None:
        """Close this end."""
        self._sock.close()

    def fileno(self) -> int:
        """Return the descriptor of this end."""
        return self._sock.fileno()

    def _exactly(self, count: int) -> bytes:
        pieces = []
        while count:
            piece = self._sock.recv(min(count, CHUNK))
            if not piece:
                raise EOFError
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)

    def _descriptor(self) -> int:
        _byte, descriptors, _flags, _address = socket.recv_fds(self._sock, 1, 1)
        if len(descriptors) != 1:
            raise EOFError
        return descriptors[0]
