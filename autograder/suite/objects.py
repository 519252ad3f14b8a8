"""The student's objects a check holds, and the test's callables the student may call."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from autograder.errors import ProtocolError

LIVE_OBJECTS = 10_000
RELEASED_AT_ONCE = 256


class HeldObjects:
    """Counts the stand-ins of each object; forgets it beside the student when the last is gone."""

    def __init__(self) -> None:
        self._stand_ins: Counter[int] = Counter()
        self._dropped: list[int] = []

    def hold(self, number: int) -> None:
        """Count one more stand-in of `number`. Raises ProtocolError beyond the limit."""
        self._stand_ins[number] += 1
        if len(self._stand_ins) > LIVE_OBJECTS:
            msg = f"too many objects: a check can hold at most {LIVE_OBJECTS} of the student's"
            raise ProtocolError(msg)

    def drop(self, number: int) -> None:
        """Note that a stand-in of `number` is gone. Called by the collector: only appends."""
        self._dropped.append(number)

    def releasable(self) -> list[int]:
        """Return the numbers to release now: none, until there are many."""
        if len(self._dropped) < RELEASED_AT_ONCE:
            return []
        dropped, self._dropped = self._dropped, []
        self._stand_ins.subtract(dropped)
        gone = [number for number in set(dropped) if self._stand_ins[number] <= 0]
        for number in gone:
            del self._stand_ins[number]
        return gone


class Callbacks:
    """The callables that this check has passed to the student."""

    def __init__(self) -> None:
        self._by_number: list[Callable[..., Any]] = []
        self._numbers: dict[int, int] = {}

    def number(self, function: Callable[..., Any]) -> int:
        """Return the number under which `function` crosses, the same one each time."""
        if id(function) not in self._numbers:
            self._numbers[id(function)] = len(self._by_number)
            self._by_number.append(function)
        return self._numbers[id(function)]

    def find(self, number: Any) -> Callable[..., Any]:
        """Return the callable of `number`. Raises ProtocolError if none was passed."""
        if type(number) is not int or not 0 <= number < len(self._by_number):
            msg = "a function was called that this check has not passed"
            raise ProtocolError(msg)
        return self._by_number[number]
