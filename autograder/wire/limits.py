"""How large a frame or value may be; every reader checks before it takes memory."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class WireLimits:
    """Upper bounds of one frame and of the values in it; all can be lowered."""

    header_bytes: int = MIB
    body_bytes: int = 256 * MIB
    buffers: int = 1_000
    nodes: int = 20_000
    depth: int = 24
    items: int = 10_000
    """Length of a list, a tuple, or a dict with string keys."""
    mixed_keys: int = 1_000
    """Length of a dict with other keys: their hashes can be made to collide."""
    text_chars: int = MIB
    integer_digits: int = 1_000
    dimensions: int = 16

    def enveloped(self) -> "WireLimits":
        """Return the limits of a frame that carries one frame of these limits in its body."""
        room = self.body_bytes + self.header_bytes + MIB
        return WireLimits(header_bytes=2 * self.header_bytes + MIB, body_bytes=room)


DEFAULT_LIMITS = WireLimits()
