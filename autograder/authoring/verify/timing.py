"""How long right work takes, as the least of several runs: a busy machine is nobody's fault."""

import math
import time
from collections.abc import Iterator

from autograder.model import Grade, Limits

from .records import Finding

ROOM = 10
"""A time limit is at least this many times what the slowest right sample needs."""
_ALL = "all checks"
_SPIN_SECONDS = 0.05


def slowdown() -> float:
    """Return how many times as long as alone a process takes now: 1 on an idle machine."""
    started, used = time.monotonic(), time.thread_time()
    while time.thread_time() - used < _SPIN_SECONDS:
        pass
    return max(1.0, (time.monotonic() - started) / _SPIN_SECONDS)


class Timings:
    """The least seconds that each check, and its longest call, took of each right submission."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._least: dict[tuple[str, str, str], float] = {}

    def add(self, name: str, grade: Grade, *, slower: float = 1.0) -> None:
        """Note one run of the right submission `name`, on a machine so many times slower."""
        for check in grade.checks:
            self._note(name, check.name, "test_seconds", check.seconds / slower)
            longest = max((call.seconds for call in check.calls), default=0.0)
            self._note(name, check.name, "call_seconds", longest / slower)
        self._note(name, _ALL, "submission_seconds", grade.manifest.seconds / slower)

    def slow(self) -> tuple[str, ...]:
        """Return the submissions that use more than a tenth of a limit."""
        return tuple(dict.fromkeys(name for name, _what, _limit, _seconds in self._too_slow()))

    def findings(self) -> Iterator[Finding]:
        """Yield each limit that leaves too little room."""
        for name, what, limit, seconds in self._too_slow():
            allowed = getattr(self._limits, limit)
            message = (
                f"{what} takes {seconds:.2f} s of {limit} = {allowed:g}: expected at most a tenth; "
                f"set it to {math.ceil(seconds * ROOM)} or more, or make the check smaller"
            )
            yield Finding(rule="time", subject=name, message=message)

    def slowest(self) -> str:
        """Return in words the check that takes longest."""
        checks = {key: least for key, least in self._least.items() if key[2] == "test_seconds"}
        if not checks:
            return "nothing was timed"
        (name, what, _), seconds = max(checks.items(), key=lambda item: item[1])
        allowed = self._limits.test_seconds
        return (
            f"slowest right check: {seconds:.2f} s of {allowed:g} ({what} of {name}, the least of "
            "its runs); at most a tenth of a limit is wanted"
        )

    def _note(self, name: str, what: str, limit: str, seconds: float) -> None:
        key = (name, what, limit)
        self._least[key] = min(seconds, self._least.get(key, math.inf))

    def _too_slow(self) -> Iterator[tuple[str, str, str, float]]:
        for (name, what, limit), seconds in self._least.items():
            if seconds * ROOM > getattr(self._limits, limit):
                yield name, what, limit, seconds
