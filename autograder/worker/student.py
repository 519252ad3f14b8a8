"""One student process, as the zygote sees it: bytes in, bytes out, and how it ended."""

import os
import select
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from autograder.errors import ProtocolError
from autograder.wire import Buffer, WireLimits

from .inbox import Inbox
from .output import Output
from .sweep import swallow
from .system import oom_kills

CHUNK = 1 << 18
CLOSED_GRACE_SECONDS = 1.0
"""How long a process that closed its socket may take to end."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How the process ended: fields of the outer answer "ended"."""

    code: int
    oom: bool
    cause: str


class Student:
    """A forked process with a socket to talk and a pipe for what it prints.

    Args:
        news: where its real number is told, if `pid` is only the process that will bear it.
    """

    def __init__(
        self,
        pid: int,
        sock: socket.socket,
        pipe: int,
        *,
        output: Output,
        limits: WireLimits,
        news: Callable[[], int | None] | None = None,
    ) -> None:
        self.pid = pid
        self.output = output
        self.ended: Ended | None = None
        self._sock = sock
        self._pipe = pipe
        self._limits = limits
        self._news = news
        self._oom_before = oom_kills()
        self._closed_at = 0.0
        sock.settimeout(0)
        os.set_blocking(pipe, False)

    def exchange(self, question: Buffer, wake: int, outer: int) -> bytearray | Ended:
        """Send one frame, return the answer, or how the process ended instead of answering.

        `wake` becomes readable when a child has died, `outer` when the trusted side has
        given up waiting: it speaks only after an answer, so the process is ended then.
        """
        if self.ended is None and self._unasked():
            self._condemn("protocol")
        outbox, inbox = memoryview(question), Inbox(self._limits)
        poll = self._poll(wake, outer)
        while self.ended is None:
            try:
                outbox = self._step(poll, outbox, inbox)
            except ProtocolError:
                self._condemn("protocol")
            if inbox.complete and self.ended is None:
                if not outbox:
                    break
                self._condemn("protocol")  # an answer before the question was read
        self.drain()
        # It may have answered with its last breath: that answer counts.
        answered = inbox.complete and not outbox and not (self.ended and self.ended.cause)
        return inbox.data if answered or self.ended is None else self.ended

    def drain(self) -> None:
        """Take what the process has printed so far; end it if that is too much."""
        while not self.output.flooded and (data := self._printed()):
            self.output.add(data)
        if self.output.flooded:
            self._condemn("output")

    def is_unborn(self) -> bool:
        """True while the process that is to bear it has not told its number."""
        self._learn_number()
        return self._news is not None

    def close(self) -> None:
        """Let go of the descriptors; the process is swept by others."""
        self._sock.close()
        os.close(self._pipe)

    def _poll(self, wake: int, outer: int) -> "select.poll":
        poll = select.poll()
        for descriptor in (self._sock.fileno(), self._pipe, wake, outer):
            poll.register(descriptor, select.POLLIN)
        self._wake, self._outer = wake, outer
        return poll

    def _step(self, poll: "select.poll", outbox: memoryview, inbox: Inbox) -> memoryview:
        outbox = self._send(outbox)
        writing = select.POLLOUT if outbox else 0
        if not self._closed_at:
            poll.modify(self._sock, select.POLLIN | writing)
        ready = dict(poll.poll(self._patience_ms()))
        if self._pipe in ready and not self._read_pipe():
            poll.unregister(self._pipe)
        if self._sock.fileno() in ready and not self._read_socket(inbox):
            poll.unregister(self._sock)
            self._closed_at = time.monotonic()
        if self._wake in ready:
            swallow(self._wake)
            self._reap(inbox)
        if self._outer in ready and not inbox.complete:
            self._condemn("abandoned")
        if self._closed_at and not self._patience_ms():
            self._condemn("closed")
        return outbox

    def _patience_ms(self) -> int | None:
        if not self._closed_at:
            return None
        left = self._closed_at + CLOSED_GRACE_SECONDS - time.monotonic()
        return max(0, int(left * 1000))

    def _send(self, outbox: memoryview) -> memoryview:
        if outbox and not self._closed_at:
            with suppress(BlockingIOError, ConnectionError):
                return outbox[self._sock.send(outbox[:CHUNK]) :]
        return outbox

    def _read_socket(self, inbox: Inbox) -> bool:
        try:
            piece = self._sock.recv(CHUNK)
        except BlockingIOError:
            return True
        except ConnectionError:
            return False
        inbox.add(piece)
        return bool(piece)

    def _read_pipe(self) -> bool:
        data = self._printed()
        self.output.add(data or b"")
        if self.output.flooded:
            self._condemn("output")
        return data != b""

    def _printed(self) -> bytes | None:
        """Return what was printed: None if nothing is there yet, empty if nothing will be."""
        try:
            return os.read(self._pipe, CHUNK)
        except BlockingIOError:
            return None

    def _unasked(self) -> bool:
        try:
            return bool(self._sock.recv(1))
        except (BlockingIOError, ConnectionError):
            return False

    def _reap(self, inbox: Inbox) -> None:
        self._learn_number()
        while self.ended is None:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            if pid == self.pid:
                while not inbox.complete and self._read_socket(inbox) and self._more():
                    pass
                self._note(status, "")

    def _more(self) -> bool:
        return bool(select.select([self._sock], [], [], 0)[0])

    def _learn_number(self) -> None:
        if self._news is not None and (pid := self._news()) is not None:
            self.pid, self._news = pid, None

    def _condemn(self, cause: str) -> None:
        self._learn_number()
        if self.ended is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            try:
                _pid, status = os.waitpid(self.pid, 0)
            except ChildProcessError:
                status = signal.SIGKILL
            self._note(status, cause)

    def _note(self, status: int, cause: str) -> None:
        oom = oom_kills() > self._oom_before
        self.ended = Ended(os.waitstatus_to_exitcode(status), oom, cause)
