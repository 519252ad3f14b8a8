"""One frame on its way in; anything more is a breach. Looks at lengths only."""

from autograder.errors import ProtocolError
from autograder.wire import WireLimits, frame_lengths
from autograder.wire.frames import PREFIX


class Inbox:
    """Collects the bytes of exactly one frame."""

    def __init__(self, limits: WireLimits) -> None:
        self.data = bytearray()
        self._limits = limits
        self._due: int | None = None

    @property
    def complete(self) -> bool:
        """True once the frame is whole."""
        return len(self.data) == self._due

    def add(self, piece: bytes) -> None:
        """Append `piece`. Raises ProtocolError: bad prefix, too long, or a second frame."""
        self.data += piece
        if self._due is None and len(self.data) >= PREFIX.size:
            self._due = PREFIX.size + sum(
                frame_lengths(bytes(self.data[: PREFIX.size]), self._limits)
            )
        if self._due is not None and len(self.data) > self._due:
            msg = "more than one answer"
            raise ProtocolError(msg)
