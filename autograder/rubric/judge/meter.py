"""What the judge has used in this process, and when it has to stop."""

from threading import Lock

_MOST_FAILED = 3
_CHARACTERS_PER_TOKEN = 3


class Meter:
    """Counts calls and tokens, failed calls too: a server may charge for them."""

    def __init__(self, *, most_calls: int, most_tokens: int) -> None:
        self.calls = 0
        self.tokens = 0
        self._most_calls = most_calls
        self._most_tokens = most_tokens
        self._failed_in_a_row = 0
        self._lock = Lock()

    def stopped(self) -> str:
        """Return why no further call is made, as words for the staff; empty if one may be."""
        if self.tokens >= self._most_tokens:
            return f"its cap of {self._most_tokens} tokens is reached ({self.tokens} used)"
        if self.calls >= self._most_calls:
            return f"its cap of {self._most_calls} calls is reached"
        if self._failed_in_a_row >= _MOST_FAILED:
            return f"its server failed for {_MOST_FAILED} answers in a row, so it is left alone"
        return ""

    def count(self, sent: str, received: str, reported: object) -> None:
        """Add one call; what the server does not report is estimated from the text."""
        tokens = (len(sent) + len(received)) // _CHARACTERS_PER_TOKEN
        if isinstance(reported, int) and not isinstance(reported, bool) and reported > 0:
            tokens = reported
        with self._lock:
            self.calls += 1
            self.tokens += tokens

    def answered(self, *, failed: bool) -> None:
        """Note whether the server could be used for one answer."""
        with self._lock:
            self._failed_in_a_row = self._failed_in_a_row + 1 if failed else 0
