"""What a check said to the student's code and what that printed, for the staff page."""

from typing import Any

import numpy as np

from autograder.model import CallRecord
from autograder.wire import Opaque, Printed, TensorValue

from .literals import Snapshots, TooLarge, literal
from .texts import brief, brief_arguments

CALLS = 50
PRINTED_CHARS = 1 << 20
TEXT_CHARS = 300
NUMBERS = 4_000
"""So many numbers of a check's calls are kept as they were, for the record of a failure."""


class Transcript:
    """The first calls of a check as short texts, and its printed text up to a cap."""

    def __init__(self) -> None:
        self.calls: list[CallRecord] = []
        self.last_call = ""
        self.last_result = ""
        self.last_value: Any = None
        """What the last call returned."""
        self._snapshots: Snapshots | None = Snapshots(NUMBERS)
        self._kept: list[tuple[Any, Any]] = []
        self._printed: list[str] = []
        self._length = 0
        self._dropped = 0

    @property
    def output(self) -> str:
        """What was printed, with a last line that says how much is not shown."""
        text = "".join(self._printed)
        return f"{text}\n[{self._dropped} more bytes not shown]" if self._dropped else text

    def records(self) -> tuple[CallRecord, ...]:
        """Return the calls with their values as Python source, as far as there was room."""
        whole = [
            call.model_copy(
                update={"given": literal(given, NUMBERS), "returned": literal(returned, NUMBERS)}
            )
            for call, (given, returned) in zip(self.calls, self._kept, strict=False)
        ]
        return (*whole, *self.calls[len(whole) :])

    def heard(self, printed: Printed) -> None:
        """Keep what the student's code printed."""
        kept = printed.text[: PRINTED_CHARS - self._length]
        self._length += len(kept)
        self._printed.append(kept)
        self._dropped += printed.dropped + len(printed.text) - len(kept)

    def answered(self, call: "PendingCall", result: Any, seconds: float) -> None:
        """Record a call that returned `result`."""
        self.last_call, self.last_result = call.function, kind_of(result)
        self.last_value = result
        if len(self.calls) < CALLS:
            self._record(call, brief(result, TEXT_CHARS), seconds)
            self._keep(call.values, result)

    def failed(self, call: "PendingCall", words: str, seconds: float) -> None:
        """Record a call that ended with an exception."""
        self.last_call, self.last_result, self.last_value = call.function, "", None
        if len(self.calls) < CALLS:
            self._record(call, brief_text(words), seconds)
            self._keep(call.values, Ellipsis)

    def pending(self, function: str, args: Any, kwargs: dict[str, Any]) -> "PendingCall":
        """Note the arguments before the call: the test may change them afterwards."""
        if len(self.calls) >= CALLS:
            return PendingCall(function, "")
        values = self._copied((args, kwargs))
        return PendingCall(function, brief_arguments(args, kwargs, TEXT_CHARS), values)

    def _copied(self, value: Any) -> Any:
        """Return a copy of `value`, or an ellipsis when there is no room left."""
        if self._snapshots is None:
            return Ellipsis
        try:
            return self._snapshots.of(value)
        except TooLarge:
            self._snapshots = None
            return Ellipsis

    def _keep(self, given: Any, returned: Any) -> None:
        if given is not Ellipsis:
            self._kept.append((given, self._copied(returned)))

    def _record(self, call: "PendingCall", result: str, seconds: float) -> None:
        self.calls.append(
            CallRecord(
                function=call.function,
                arguments=call.arguments,
                result=result,
                seconds=round(seconds, 6),
            )
        )


class PendingCall:
    """A call that has been sent, as texts."""

    def __init__(self, function: str, arguments: str, values: Any = Ellipsis) -> None:
        self.function, self.arguments, self.values = function, arguments, values


def brief_text(words: str) -> str:
    """Return one line of `words`."""
    line = words.split("\n", 1)[0]
    return line if len(line) <= TEXT_CHARS else f"{line[: TEXT_CHARS - 1]}…"


def kind_of(value: Any) -> str:
    """Return what kind of value this is, as a student would say it."""
    if value is None:
        return "None"
    if type(value) in (list, tuple):
        return f"a {type(value).__name__} of {len(value)}"
    shape = getattr(value, "shape", None) if type(value) in (np.ndarray, TensorValue) else None
    return f"an array of shape {shape}" if shape is not None else f"a {_type_name(value)}"


def _type_name(value: Any) -> str:
    return value.type_name if isinstance(value, Opaque) else type(value).__name__
