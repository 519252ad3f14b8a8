"""Values as Python source, for a script that shows a failed check to a person again.

Only values of listed types are written, and by us: no text of a student's object becomes
source. What has no such form is an ellipsis.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.wire import TensorValue

DEEPEST = 8
LONGEST = 2_000
"""Characters of one text."""
SHOWN_BITS = 1_000
"""An integer beyond this is not written: Python refuses to read thousands of digits."""


class TooLarge(Exception):  # noqa: N818 - an answer: there is no room for the value
    """A value has more numbers than there is room for."""


class Snapshots:
    """Copies values while there is room: a test may change its own afterwards."""

    def __init__(self, room: int) -> None:
        self._room = room

    def of(self, value: Any) -> Any:
        """Return a copy of `value`. Raises TooLarge; nothing more fits then."""
        self._take(1)
        kind = type(value)
        if kind is np.ndarray:
            self._take(value.size)
            return value.copy()
        if kind is list or kind is tuple:
            return kind(self.of(item) for item in value)
        if kind is dict:
            return {key: self.of(item) for key, item in value.items()}
        if kind is TensorValue:
            self._take(len(value.data))
        elif kind is str or kind is bytes:
            self._take(len(value))
        return value

    def _take(self, count: int) -> None:
        self._room -= count
        if self._room < 0:
            raise TooLarge


def literal(value: Any, room: int) -> str:
    """Return `value` as Python source; empty if it holds more than `room` numbers."""
    try:
        return _source(Snapshots(room).of(value), 0)
    except TooLarge:
        return ""


def _source(value: Any, depth: int) -> str:
    write = _WRITERS.get(type(value))
    if depth > DEEPEST:
        return "..."
    return _single(value) if write is None else write(value, depth + 1)


def _list(value: list[Any], depth: int) -> str:
    return f"[{', '.join(_source(item, depth) for item in value)}]"


def _tuple(value: tuple[Any, ...], depth: int) -> str:
    comma = "," if len(value) == 1 else ""
    return f"({', '.join(_source(item, depth) for item in value)}{comma})"


def _dict(value: dict[Any, Any], depth: int) -> str:
    pairs = (f"{_source(key, depth)}: {_source(item, depth)}" for key, item in value.items())
    return f"{{{', '.join(pairs)}}}"


def _single(value: Any) -> str:
    kind = type(value)
    if kind is int:
        return repr(value) if value.bit_length() <= SHOWN_BITS else "..."
    if kind is str or kind is bytes:
        return repr(value[:LONGEST])
    if value is None or kind is bool or kind is float:
        return repr(value)
    if kind is complex:
        return f"complex({value.real!r}, {value.imag!r})"
    if issubclass(kind, np.generic) and np.asarray(value).dtype.kind in "biufc":
        name = value.dtype.name
        return f"np.{'bool_' if name == 'bool' else name}({_single(value.item())})"
    return "..."


def _array(value: NDArray[Any]) -> str:
    kind = value.dtype.kind
    if kind not in "biufc":
        return "..."
    if not value.size:
        return f"np.zeros({value.shape!r}, dtype={value.dtype.name!r})"
    if kind == "c":
        return f"{_array(value.real)} + 1j * {_array(value.imag)}"
    return f"np.array({value.tolist()!r}, dtype={value.dtype.name!r})"


_WRITERS: dict[type, Callable[[Any, int], str]] = {
    list: _list,
    tuple: _tuple,
    dict: _dict,
    np.ndarray: lambda value, _depth: _array(value),
    TensorValue: lambda value, _depth: _array(np.asarray(value.numpy())),
}
