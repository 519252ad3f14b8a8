"""How much a hand-in may hold, and the meter that counts what is really unpacked."""

MEGABYTE = 1024 * 1024
MAX_ENTRIES = 1_000
MAX_TOTAL = 50 * MEGABYTE
MAX_SOURCE = MEGABYTE
MAX_NOTEBOOK = 25 * MEGABYTE
MAX_DEPTH = 32
MAX_RATIO = 100
RATIO_FREE = 64 * 1024
"""Below this size a high ratio is a short dull file and harms nobody."""
CHUNK = 64 * 1024

CLASS_ENTRIES = 100_000
CLASS_TAR = 256 * MEGABYTE
"""A class's tar is held in memory; a class's zip is read from disk, whatever its size."""


class RefusedError(Exception):
    """A whole hand-in is refused, through the student's fault; the message is for them."""


class LeftOutError(Exception):
    """One file is left out, through the student's fault; the message is for them."""


class Budget:
    """Counts the bytes unpacked for one student, nested archives included."""

    def __init__(self, most: int = MAX_TOTAL) -> None:
        self._most = most
        self._spent = 0

    def spend(self, count: int) -> None:
        """Add `count` bytes. Raises RefusedError past the limit."""
        self._spent += count
        if self._spent > self._most:
            msg = (
                f"it unpacks to more than {megabytes(self._most)}; hand in only the files asked for"
            )
            raise RefusedError(msg)


def check_ratio(name: str, unpacked: int, packed: int) -> None:
    """Refuse what grows more than `MAX_RATIO` times: a bomb. Raises RefusedError."""
    if unpacked > RATIO_FREE and unpacked > MAX_RATIO * packed:
        msg = f"{name} unpacks to more than {MAX_RATIO} times its size; is this the right file?"
        raise RefusedError(msg)


def megabytes(count: int) -> str:
    """Return `count` bytes in words, rounded up to a tenth."""
    return f"{-(-count * 10 // MEGABYTE) / 10:g} MB"
