"""The supervisor as a test process sees it: lends workers, hears events."""

import socket

from autograder.errors import SandboxError
from autograder.model import CheckResult, ExpectedCheck, Fate, ImageRecord
from autograder.wire import Buffer, Frame, MultiplexedStream, SocketStream

from .broker import Line
from .control import Control

STREAMS = {"raw": SocketStream, "docker": MultiplexedStream}


class SupervisorDesk:
    """Broker and listener of a forked test process."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def claim(self, image: str) -> Line:
        """Return a channel to a fresh worker. Raises SandboxError."""
        frame, descriptor = self._asked({"event": "claim", "image": image})
        if descriptor is None:
            raise SandboxError(str(frame.header["problem"]))
        stream = STREAMS[frame.header["framing"]](socket.socket(fileno=descriptor))
        return Line(stream, ImageRecord.model_validate_json(bytes(frame.buffers[0])))

    def discard(self, image: str) -> Fate:
        """End the worker of `image`."""
        frame, _ = self._asked({"event": "discard", "image": image})
        return Fate.model_validate_json(bytes(frame.buffers[0]))

    def collected(self, checks: tuple[ExpectedCheck, ...]) -> None:
        """Tell which checks there are."""
        texts: list[Buffer] = [check.model_dump_json().encode() for check in checks]
        for start in range(0, max(len(texts), 1), 500):
            last = start + 500 >= len(texts)
            self._control.send({"event": "collected", "last": last}, texts[start : start + 500])

    def refused(self, problems: tuple[str, ...]) -> None:
        """Tell why the suite cannot be run."""
        self._control.send({"event": "refused"}, [text.encode() for text in problems[:50]])

    def loaded(self, image: str, packages: dict[str, str]) -> None:
        """Tell a worker's versions."""
        self._control.send({"event": "loaded", "image": image, "packages": packages})

    def started(self, name: str) -> None:
        """Tell that a check begins."""
        self._control.send({"event": "started", "check": name})

    def finished(self, result: CheckResult, failed_load: str) -> None:
        """Tell how a check ended."""
        text = result.model_dump_json().encode()
        self._control.send({"event": "finished", "failed_load": failed_load}, [text])

    def _asked(self, header: dict[str, str]) -> tuple[Frame, int | None]:
        self._control.send(header)
        return self._control.receive()
