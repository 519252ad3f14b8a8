"""Trees and buffers to values. Every field's exact type and size is checked first."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.errors import ProtocolError

from .frames import Buffer
from .limits import DEFAULT_LIMITS, WireLimits
from .values import DTYPES, NON_FINITE, SCALARS, TENSOR_SIZES, Node, TensorValue, bound, printable


class Decoder:
    """Decodes the trees of one frame; every field's exact type is checked first."""

    def __init__(
        self,
        buffers: Sequence[Buffer],
        *,
        reference: Callable[[Node], Any],
        tensor: Callable[[TensorValue], Any] = lambda value: value,
        limits: WireLimits = DEFAULT_LIMITS,
    ) -> None:
        self._buffers: list[Buffer | None] = list(buffers)
        self._reference = reference
        self._tensor = tensor
        self._limits = limits
        self._nodes = 0

    def decode(self, node: Node, depth: int = 0) -> Any:
        """Return the value of `node`.

        Raises:
            ProtocolError: the tree breaks a rule of the table above or a limit.
        """
        self._nodes += 1
        bound("values", self._nodes, self._limits.nodes)
        bound("levels of nesting", depth, self._limits.depth)
        kind = type(node)
        if node is None or kind is bool or kind is int:
            return node
        if kind is float:
            return self._finite(node)
        if kind is str:
            bound("characters of a text", len(node), self._limits.text_chars)
            return node
        if kind is not list or not node or type(node[0]) is not str or node[0] not in _DECODERS:
            msg = f"not a value: {_shown(node)}"
            raise ProtocolError(msg)
        fields, decode = _DECODERS[node[0]]
        if len(node) != fields + 1:
            msg = f"a {node[0]!r} value has {fields} fields, found {len(node) - 1}"
            raise ProtocolError(msg)
        return decode(self, node, depth)

    def _int(self, node: Node, _depth: int) -> int:
        digits = node[1]
        if type(digits) is not str or not digits.removeprefix("-").isascii():
            msg = "a large integer is given as text"
            raise ProtocolError(msg)
        bound("digits of an integer", len(digits), self._limits.integer_digits + 1)
        if not digits.removeprefix("-").isdigit():
            msg = f"not an integer: {_shown(digits)}"
            raise ProtocolError(msg)
        return int(digits)

    def _finite(self, node: Node) -> float:
        # JSON's 1e999 is read as infinity, which has a node of its own.
        if type(node) is not float or not math.isfinite(node):
            msg = f"not a finite float: {_shown(node)}"
            raise ProtocolError(msg)
        return node

    def _float(self, node: Node, _depth: int) -> float:
        if type(node[1]) is not str or node[1] not in NON_FINITE:
            msg = f"not a float: {_shown(node[1])}"
            raise ProtocolError(msg)
        return NON_FINITE[node[1]]

    def _part(self, node: Node) -> float:
        if type(node) is list and len(node) == 2 and node[0] == "f":  # noqa: PLR2004 - tag and text
            return self._float(node, 0)
        return self._finite(node)

    def _complex(self, node: Node, _depth: int) -> complex:
        return complex(self._part(node[1]), self._part(node[2]))

    def _bytes(self, node: Node, _depth: int) -> bytes:
        return bytes(self._buffer(node[1]))

    def _list(self, node: Node, depth: int) -> list[Any]:
        items = node[1]
        if type(items) is not list:
            msg = f"a list or tuple holds a list of values, found {_shown(items)}"
            raise ProtocolError(msg)
        bound("items of a list", len(items), self._limits.items)
        return [self.decode(item, depth + 1) for item in items]

    def _tuple(self, node: Node, depth: int) -> tuple[Any, ...]:
        return tuple(self._list(node, depth))

    def _dict(self, node: Node, depth: int) -> dict[Any, Any]:
        pairs = node[1]
        if type(pairs) is not list or any(type(p) is not list or len(p) != 2 for p in pairs):  # noqa: PLR2004 - a pair
            msg = "a dict is a list of pairs"
            raise ProtocolError(msg)
        simple = all(type(pair[0]) is str for pair in pairs)
        bound(
            "items of a dict", len(pairs), self._limits.items if simple else self._limits.mixed_keys
        )
        decoded = {}
        for key_node, value_node in pairs:
            decoded[self._key(key_node, depth)] = self.decode(value_node, depth + 1)
        if len(decoded) != len(pairs):
            msg = "a dict names a key twice"
            raise ProtocolError(msg)
        return decoded

    def _key(self, node: Node, depth: int) -> Any:
        key = self.decode(node, depth + 1)
        if not _plain_key(key):
            msg = f"a dict's key must be a plain value, found {type(key).__name__}"
            raise ProtocolError(msg)
        return key

    def _array(self, node: Node, _depth: int) -> np.ndarray[Any, Any]:
        dtype = _known(node[1], DTYPES)
        shape = self._shape(node[2])
        data = self._sized(node[3], shape, dtype.itemsize)
        return np.frombuffer(data, dtype).reshape(shape).astype(dtype.newbyteorder("="))

    def _scalar(self, node: Node, _depth: int) -> Any:
        dtype = _known(node[1], DTYPES)
        data = self._sized(node[2], (), dtype.itemsize)
        return np.frombuffer(data, dtype).astype(dtype.newbyteorder("="))[0]

    def _tensor_node(self, node: Node, _depth: int) -> Any:
        size = _known(node[1], TENSOR_SIZES)
        shape = self._shape(node[2])
        return self._tensor(TensorValue(node[1], shape, bytes(self._sized(node[3], shape, size))))

    def _ref(self, node: Node, _depth: int) -> Any:
        if type(node[1]) is not int or node[1] < 0:
            msg = "a reference is a whole number from 0"
            raise ProtocolError(msg)
        return self._reference(node)

    def _shape(self, node: Node) -> tuple[int, ...]:
        if type(node) is not list or any(type(n) is not int or n < 0 for n in node):
            msg = f"a shape is a list of whole numbers, found {_shown(node)}"
            raise ProtocolError(msg)
        bound("dimensions of an array", len(node), self._limits.dimensions)
        # An empty array may still announce a size that no address space holds.
        bound(
            "bytes of an array", math.prod(n for n in node if n) * 16, self._limits.body_bytes * 16
        )
        return tuple(node)

    def _sized(self, index: Node, shape: tuple[int, ...], item: int) -> Buffer:
        data = self._buffer(index)
        if len(data) != math.prod(shape) * item:
            needed = math.prod(shape) * item
            msg = f"an array of shape {shape} needs {needed} bytes, found {len(data)}"
            raise ProtocolError(msg)
        return data

    def _buffer(self, index: Node) -> Buffer:
        if type(index) is not int or not 0 <= index < len(self._buffers):
            msg = f"no buffer {_shown(index)}; this frame has {len(self._buffers)}"
            raise ProtocolError(msg)
        data, self._buffers[index] = self._buffers[index], None
        if data is None:  # a small frame must not grow: each value has its own bytes
            msg = f"buffer {index} belongs to two values"
            raise ProtocolError(msg)
        return data


_DECODERS: dict[str, tuple[int, Callable[[Decoder, Node, int], Any]]] = {
    "i": (1, Decoder._int),  # noqa: SLF001 - the table belongs to the class
    "f": (1, Decoder._float),  # noqa: SLF001
    "c": (2, Decoder._complex),  # noqa: SLF001
    "b": (1, Decoder._bytes),  # noqa: SLF001
    "l": (1, Decoder._list),  # noqa: SLF001
    "t": (1, Decoder._tuple),  # noqa: SLF001
    "d": (1, Decoder._dict),  # noqa: SLF001
    "a": (3, Decoder._array),  # noqa: SLF001
    "s": (2, Decoder._scalar),  # noqa: SLF001
    "T": (3, Decoder._tensor_node),  # noqa: SLF001
    "h": (2, Decoder._ref),  # noqa: SLF001
    "k": (1, Decoder._ref),  # noqa: SLF001
}


def _plain_key(key: Any) -> bool:
    if type(key) is tuple:
        return all(_plain_key(part) for part in key)
    return (
        key is None or type(key) in (bool, int, float, complex, str, bytes) or type(key) in SCALARS
    )


def _known(name: Node, table: dict[str, Any]) -> Any:
    if type(name) is not str or name not in table:
        msg = f"not a dtype that crosses: {_shown(name)}"
        raise ProtocolError(msg)
    return table[name]


def _shown(node: Node) -> str:
    return printable(
        repr(node)[:200] if type(node) in (int, float, str) else type(node).__name__, 60
    )
