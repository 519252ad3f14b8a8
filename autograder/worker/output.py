"""What student code prints: counted without end, kept within bounds."""

import json

KIB = 1 << 10
KEPT_A_TEST = 1 << 20
ACCEPTED_A_TEST = 64 << 20
ESCAPED = 2 << 20
"""Most bytes of text in an outer header, after JSON has escaped it."""


class Output:
    """Collects bytes of one test; `take` hands over what came since the last time."""

    def __init__(self, shown_kb: int) -> None:
        self._shown = shown_kb * KIB
        self._kept = KEPT_A_TEST
        self._accepted = 0
        self._waiting = bytearray()
        self._dropped = 0

    @property
    def flooded(self) -> bool:
        """True once more came than any test may print."""
        return self._accepted > ACCEPTED_A_TEST

    def add(self, data: bytes) -> None:
        """Keep what fits of `data`, count the rest."""
        self._accepted += len(data)
        room = max(0, min(self._shown - len(self._waiting), self._kept))
        self._waiting += data[:room]
        self._kept -= len(data[:room])
        self._dropped += len(data) - len(data[:room])

    def take(self) -> dict[str, object]:
        """Return the header fields "output" and "dropped", and start anew."""
        raw, dropped = bytes(self._waiting), self._dropped
        self._waiting.clear()
        self._dropped = 0
        text = raw.decode("utf-8", "replace")
        while len(json.dumps(text)) > ESCAPED:  # one control character takes six bytes
            dropped += len(raw) - len(raw) // 2
            raw = raw[: len(raw) // 2]
            text = raw.decode("utf-8", "replace")
        return {"output": text, "dropped": dropped}
