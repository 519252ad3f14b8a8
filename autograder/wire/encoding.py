"""Values to trees and buffers. A value is taken only if its type is exactly a listed one."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from .frames import Buffer
from .limits import DEFAULT_LIMITS, WireLimits
from .values import DTYPES, EXACT_INT, NAMES, SCALARS, Node, TensorValue, bound, tensor_value

Reference = Callable[[Any], Node]
"""Turns an object that does not cross into an `h` or `k` node, or raises ProtocolError."""


class Encoder:
    """Encodes the values of one frame; collect `buffers` afterwards."""

    def __init__(self, reference: Reference, limits: WireLimits = DEFAULT_LIMITS) -> None:
        self.buffers: list[Buffer] = []
        self._reference = reference
        self._limits = limits
        self._nodes = 0
        self._bytes = 0

    def encode(self, value: Any, depth: int = 0) -> Node:
        """Return the tree of `value`.

        Raises:
            ProtocolError: too deep, too many, too long.
        """
        self._nodes += 1
        bound("values", self._nodes, self._limits.nodes)
        bound("levels of nesting", depth, self._limits.depth)
        kind = type(value)
        if value is None or kind is bool:
            return value
        encode = _ENCODERS.get(kind)
        if encode is not None:
            return encode(self, value, depth)
        return self._array_like(value)

    def _int(self, value: int, _depth: int) -> Node:
        if -EXACT_INT <= value <= EXACT_INT:
            return value
        # 3.32 bits a digit: refuse before the quadratic conversion to text.
        bound("digits of an integer", int(value.bit_length() / 3.33), self._limits.integer_digits)
        return ["i", str(value)]

    def _float(self, value: float, _depth: int) -> Node:
        return value if math.isfinite(value) else ["f", repr(value)]

    def _complex(self, value: complex, depth: int) -> Node:
        return ["c", self._float(value.real, depth), self._float(value.imag, depth)]

    def _str(self, value: str, _depth: int) -> Node:
        bound("characters of a text", len(value), self._limits.text_chars)
        return value

    def _bytes_value(self, value: bytes, _depth: int) -> Node:
        return ["b", self._buffer(value)]

    def _sequence(self, value: list[Any] | tuple[Any, ...], depth: int) -> Node:
        bound(f"items of a {type(value).__name__}", len(value), self._limits.items)
        tag = "l" if type(value) is list else "t"
        return [tag, [self.encode(item, depth + 1) for item in value]]

    def _dict(self, value: dict[Any, Any], depth: int) -> Node:
        _check_dict_size(value, self._limits)
        pairs = [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in value.items()]
        return ["d", pairs]

    def _array_like(self, value: Any) -> Node:
        kind = type(value)
        if kind is np.ndarray and (name := NAMES.get(value.dtype)):
            return ["a", name, list(value.shape), self._array(value, name)]
        if kind in SCALARS:
            name = NAMES[value.dtype]
            return ["s", name, self._array(np.asarray(value), name)]
        if kind is TensorValue:
            return ["T", value.dtype, list(value.shape), self._buffer(value.data)]
        tensor = tensor_value(value)
        if tensor is not None:
            return ["T", tensor.dtype, list(tensor.shape), self._buffer(tensor.data)]
        return self._reference(value)

    def _array(self, value: np.ndarray[Any, Any], name: str) -> int:
        bound("dimensions of an array", value.ndim, self._limits.dimensions)
        bound("bytes of an array", value.nbytes, self._limits.body_bytes)
        if value.dtype != DTYPES[name]:  # the other byte order
            value = value.astype(DTYPES[name])
        return self._buffer(value.tobytes())

    def _buffer(self, data: bytes) -> int:
        self._bytes += len(data)
        bound("buffers", len(self.buffers) + 1, self._limits.buffers)
        bound("bytes in one call", self._bytes, self._limits.body_bytes)
        self.buffers.append(data)
        return len(self.buffers) - 1


_ENCODERS: dict[type, Callable[[Encoder, Any, int], Node]] = {
    int: Encoder._int,  # noqa: SLF001 - the table belongs to the class
    float: Encoder._float,  # noqa: SLF001
    complex: Encoder._complex,  # noqa: SLF001
    str: Encoder._str,  # noqa: SLF001
    bytes: Encoder._bytes_value,  # noqa: SLF001
    list: Encoder._sequence,  # noqa: SLF001
    tuple: Encoder._sequence,  # noqa: SLF001
    dict: Encoder._dict,  # noqa: SLF001
}


def _check_dict_size(value: dict[Any, Any], limits: WireLimits) -> None:
    simple = len(value) <= limits.mixed_keys or all(type(key) is str for key in value)
    bound("items of a dict", len(value), limits.items if simple else limits.mixed_keys)
