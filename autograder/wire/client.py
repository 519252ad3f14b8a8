"""The trusted end of the wire: one zygote, one student process at a time.

Two layers of frames. The outer one is the zygote's, which has never run student
code: it starts and ends student processes (epochs) and says what they printed and
how they ended. The inner one is the student process's word: any byte of it may be a lie.

Outer requests                                   outer answers
  {"op": "load", "files": […], "options": {…}}     {"op": "loaded", "info": {…}}
  {"op": "begin", "epoch": n, "seed": s}           {"op": "begun", "epoch": n}
  the same + inner frame                           as if a "to" with it had followed
  {"op": "to", "epoch": n} + inner frame           {"op": "from", "epoch": n, "output": …,
                                                    "dropped": n} + inner frame
                                                   or {"op": "ended", "epoch": n, "code": c,
                                                    "oom": bool, "cause": "", "output": …,
                                                    "dropped": n}
  {"op": "end", "epoch": n}                        {"op": "swept", "epoch": n, "output": …,
                                                    "dropped": n, "clean": bool}
Inner requests carry "seq" and "op" (see `autograder.worker`); inner answers carry the
same "seq" and "kind": "value" | "error" | "callback".
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from autograder.errors import ProtocolError

from .frames import Buffer, Frame, pack, read_frame, unpack
from .limits import DEFAULT_LIMITS, WireLimits


class ByteStream(Protocol):
    """What the client needs of a stream (see `autograder.model.Stream`)."""

    def send(self, data: bytes | bytearray | memoryview, deadline: float) -> None: ...  # noqa: D102

    def receive(self, count: int, deadline: float) -> bytes: ...  # noqa: D102

    def close(self) -> None: ...  # noqa: D102


class StudentProcessEnded(Exception):  # noqa: N818 - an event of the student's process
    """The student's process ended instead of answering.

    Attributes:
        code: exit status, or minus the signal's number.
        oom: the memory limit ended it.
        cause: why the zygote itself ended it, such as "output"; empty if it did not.
    """

    def __init__(self, *, code: int, oom: bool, cause: str) -> None:
        super().__init__(f"the student's process ended with code {code}")
        self.code, self.oom, self.cause = code, oom, cause


@dataclass(frozen=True, slots=True)
class Printed:
    """What student code printed since the last answer, and how many bytes were dropped."""

    text: str = ""
    dropped: int = 0


OnPrinted = Callable[[Printed], None]


class WorkerClient:
    """Speaks to one zygote over one stream. One request at a time; any breach is final.

    Attributes:
        carried: bytes of the inner frames of this epoch, both ways, headers included.
    """

    def __init__(
        self,
        stream: ByteStream,
        *,
        on_printed: OnPrinted = lambda _printed: None,
        limits: WireLimits = DEFAULT_LIMITS,
    ) -> None:
        self._stream = stream
        self._on_printed = on_printed
        self._limits = limits
        self._outer_limits = limits.enveloped()
        self._epoch = 0
        self._seq = 0
        self.carried = 0

    def load(
        self, files: Mapping[str, bytes], options: Mapping[str, Any], *, seconds: float
    ) -> dict[str, Any]:
        """Hand the zygote the checked files; return what it says of itself.

        `options`: "output_kb" (shown a call), "frame_mb" (largest inner frame), "load"
        ("per-test" or "once"), "disk_mb". Raises ProtocolError, TimeoutError, ConnectionError.
        """
        header = {"op": "load", "files": list(files), "options": dict(options)}
        answer = self._exchange(Frame(header, list(files.values())), _after(seconds))
        info = _expect(answer, "loaded").header.get("info")
        return info if type(info) is dict else {}

    def begin(self, seed: int, *, seconds: float) -> None:
        """Start a fresh student process, seeded before any file of the student loads."""
        self._epoch += 1
        self._seq = self.carried = 0
        header = {"op": "begin", "epoch": self._epoch, "seed": seed}
        self._epoch_answer(Frame(header), "begun", _after(seconds))

    def begin_with(
        self, seed: int, header: Mapping[str, Any], buffers: list[Buffer], *, deadline: float
    ) -> Frame:
        """Start a fresh student process and send its first inner request in one round trip.

        Returns and raises like `request`.
        """
        self._epoch += 1
        self._seq = self.carried = 0
        return self._asked({"op": "begin", "seed": seed}, header, buffers, deadline)

    def request(
        self, header: Mapping[str, Any], buffers: list[Buffer], *, deadline: float
    ) -> Frame:
        """Send one inner request and return its answer, of this sequence number.

        Raises:
            StudentProcessEnded: the process ended instead.
            ProtocolError: the answer breaks a rule; the worker must be thrown away.
            TimeoutError, ConnectionError: as the stream raises them.
        """
        return self._asked({"op": "to"}, header, buffers, deadline)

    def resume(self, header: Mapping[str, Any], buffers: list[Buffer], *, deadline: float) -> Frame:
        """Answer a callback of the current request ("op": "return" or "throw")."""
        return self._inner({"op": "to"}, header, buffers, deadline)

    def end(self, *, seconds: float) -> bool:
        """End the epoch: every process of the student is killed. True if nothing is left."""
        header = {"op": "end", "epoch": self._epoch}
        answer = self._epoch_answer(Frame(header), "swept", _after(seconds))
        return answer.header.get("clean") is True

    def close(self) -> None:
        """Shut the stream."""
        self._stream.close()

    def _asked(
        self,
        envelope: dict[str, Any],
        header: Mapping[str, Any],
        buffers: list[Buffer],
        deadline: float,
    ) -> Frame:
        self._seq += 1
        return self._inner(envelope, header, buffers, deadline)

    def _inner(
        self,
        envelope: dict[str, Any],
        header: Mapping[str, Any],
        buffers: list[Buffer],
        deadline: float,
    ) -> Frame:
        inner = pack(Frame({**header, "seq": self._seq}, buffers), self._limits)
        outer = Frame({**envelope, "epoch": self._epoch}, [inner])
        answer = self._epoch_answer(outer, "from", deadline)
        if len(answer.buffers) != 1:
            msg = "an envelope holds one frame"
            raise ProtocolError(msg)
        self.carried += len(inner) + len(answer.buffers[0])
        frame = unpack(answer.buffers[0], self._limits)
        if frame.header.get("seq") != self._seq or type(frame.header.get("seq")) is not int:
            msg = f"answer {self._seq} was due, found another number"
            raise ProtocolError(msg)
        return frame

    def _epoch_answer(self, outer: Frame, op: str, deadline: float) -> Frame:
        answer = self._exchange(outer, deadline)
        # What an earlier process left in the pipe belongs to nobody.
        while answer.header.get("epoch") != self._epoch:
            answer = self._read(deadline)
        while answer.header.get("op") == "ended" and op == "swept":
            self._report_output(answer)
            answer = self._read(deadline)
        self._report_output(answer)
        if answer.header.get("op") == "ended":
            raise _ended(answer)
        return _expect(answer, op)

    def _exchange(self, frame: Frame, deadline: float) -> Frame:
        self._stream.send(pack(frame, self._outer_limits), deadline)
        return self._read(deadline)

    def _read(self, deadline: float) -> Frame:
        return read_frame(lambda count: self._stream.receive(count, deadline), self._outer_limits)

    def _report_output(self, answer: Frame) -> None:
        text, dropped = answer.header.get("output", ""), answer.header.get("dropped", 0)
        if type(text) is not str or type(dropped) is not int:
            msg = "output is text and a count"
            raise ProtocolError(msg)
        if text or dropped:
            self._on_printed(Printed(text, dropped))


def _after(seconds: float) -> float:
    return time.monotonic() + seconds


def _expect(answer: Frame, op: str) -> Frame:
    if answer.header.get("op") != op:
        msg = f"the worker should answer {op!r}"
        raise ProtocolError(msg)
    return answer


def _ended(answer: Frame) -> StudentProcessEnded:
    code, cause = answer.header.get("code"), answer.header.get("cause", "")
    if type(code) is not int or type(cause) is not str:
        msg = "an ended process has a code and a cause"
        raise ProtocolError(msg)
    return StudentProcessEnded(code=code, oom=answer.header.get("oom") is True, cause=cause)
