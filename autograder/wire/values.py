"""Values <-> a JSON tree and raw buffers. Exact types only; anything else is a reference.

null, true, 7, 0.5, "text"       None, bool, int, finite float, str
["i", "123…"]                    int beyond 2**53
["f", "nan" | "inf" | "-inf"]    float that JSON cannot say
["c", re, im]                    complex (parts as float nodes)
["b", buffer]                    bytes
["l", […]]  ["t", […]]           list, tuple
["d", [[key, value], …]]         dict
["a", dtype, shape, buffer]      numpy array, little-endian, C order
["s", dtype, buffer]             numpy scalar
["T", dtype, shape, buffer]      torch tensor
["h", id, type name]             an object that stayed beside the student
["k", id]                        a callable that stayed on the trusted side
"""

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.errors import ProtocolError

from .frames import Buffer
from .limits import DEFAULT_LIMITS, WireLimits

DTYPES = {
    name: np.dtype(name).newbyteorder("<")
    for name in (
        *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
        *("float16", "float32", "float64", "complex64", "complex128"),
    )
}
SCALARS = {np.dtype(code).type for code in "?bhilqBHILQefdFD"}
TENSOR_SIZES = {name: dtype.itemsize for name, dtype in DTYPES.items()} | {"bfloat16": 2}
EXACT_INT = 1 << 53
NON_FINITE = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}

Node = Any
"""A JSON value as in the table above."""


class Opaque:
    """Marker base of the trusted side's stand-ins for objects that stayed beside the student.

    Attributes:
        type_name: the object's type, in at most 80 printable characters.
    """

    type_name: str


@dataclass(frozen=True, slots=True, eq=False)
class TensorValue:
    """A torch tensor by value, for a side that need not have torch."""

    dtype: str
    """Torch's name without the module: `float32`, `bfloat16`, …"""
    shape: tuple[int, ...]
    data: bytes
    """Little-endian, C order."""

    def numpy(self) -> np.ndarray[Any, Any]:
        """Return a fresh array of the same numbers; bfloat16 becomes float32."""
        if self.dtype == "bfloat16":
            halves = np.frombuffer(self.data, "<u2").astype("<u4") << 16
            return halves.view("<f4").reshape(self.shape)
        return np.frombuffer(self.data, DTYPES[self.dtype]).reshape(self.shape).copy()


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
        _limit("values", self._nodes, self._limits.nodes)
        _limit("levels of nesting", depth, self._limits.depth)
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
        _limit("digits of an integer", int(value.bit_length() / 3.33), self._limits.integer_digits)
        return ["i", str(value)]

    def _float(self, value: float, _depth: int) -> Node:
        return value if math.isfinite(value) else ["f", repr(value)]

    def _complex(self, value: complex, depth: int) -> Node:
        return ["c", self._float(value.real, depth), self._float(value.imag, depth)]

    def _str(self, value: str, _depth: int) -> Node:
        _limit("characters of a text", len(value), self._limits.text_chars)
        return value

    def _bytes_value(self, value: bytes, _depth: int) -> Node:
        return ["b", self._buffer(value)]

    def _sequence(self, value: list[Any] | tuple[Any, ...], depth: int) -> Node:
        _limit(f"items of a {type(value).__name__}", len(value), self._limits.items)
        tag = "l" if type(value) is list else "t"
        return [tag, [self.encode(item, depth + 1) for item in value]]

    def _dict(self, value: dict[Any, Any], depth: int) -> Node:
        _check_dict_size(value, self._limits)
        pairs = [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in value.items()]
        return ["d", pairs]

    def _array_like(self, value: Any) -> Node:
        kind = type(value)
        if kind is np.ndarray and value.dtype.name in DTYPES:
            return ["a", value.dtype.name, list(value.shape), self._array(value)]
        if kind in SCALARS:
            return ["s", value.dtype.name, self._array(np.asarray(value))]
        if kind is TensorValue:
            return ["T", value.dtype, list(value.shape), self._buffer(value.data)]
        tensor = tensor_value(value)
        if tensor is not None:
            return ["T", tensor.dtype, list(tensor.shape), self._buffer(tensor.data)]
        return self._reference(value)

    def _array(self, value: np.ndarray[Any, Any]) -> int:
        _limit("dimensions of an array", value.ndim, self._limits.dimensions)
        _limit("bytes of an array", value.nbytes, self._limits.body_bytes)
        return self._buffer(value.astype(DTYPES[value.dtype.name], order="C").tobytes())

    def _buffer(self, data: bytes) -> int:
        self._bytes += len(data)
        _limit("buffers", len(self.buffers) + 1, self._limits.buffers)
        _limit("bytes in one call", self._bytes, self._limits.body_bytes)
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


def tensor_value(value: Any) -> TensorValue | None:
    """Return a dense CPU torch tensor by value; None for anything else, or without torch."""
    torch = sys.modules.get("torch")
    if torch is None or type(value) is not getattr(torch, "Tensor", None):
        return None
    name = str(value.dtype).removeprefix("torch.")
    if name not in TENSOR_SIZES or value.layout is not torch.strided or value.is_meta:
        return None
    plain = value.detach().cpu().resolve_conj().resolve_neg().contiguous().reshape(-1)
    return TensorValue(name, tuple(value.shape), plain.view(torch.uint8).numpy().tobytes())


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
        self._buffers = buffers
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
        _limit("values", self._nodes, self._limits.nodes)
        _limit("levels of nesting", depth, self._limits.depth)
        kind = type(node)
        if node is None or kind is bool or kind is int:
            return node
        if kind is float:
            return self._finite(node)
        if kind is str:
            _limit("characters of a text", len(node), self._limits.text_chars)
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
        _limit("digits of an integer", len(digits), self._limits.integer_digits + 1)
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
        _limit("items of a list", len(items), self._limits.items)
        return [self.decode(item, depth + 1) for item in items]

    def _tuple(self, node: Node, depth: int) -> tuple[Any, ...]:
        return tuple(self._list(node, depth))

    def _dict(self, node: Node, depth: int) -> dict[Any, Any]:
        pairs = node[1]
        if type(pairs) is not list or any(type(p) is not list or len(p) != 2 for p in pairs):  # noqa: PLR2004 - a pair
            msg = "a dict is a list of pairs"
            raise ProtocolError(msg)
        simple = all(type(pair[0]) is str for pair in pairs)
        _limit(
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
        _limit("dimensions of an array", len(node), self._limits.dimensions)
        # An empty array may still announce a size that no address space holds.
        _limit(
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
        return self._buffers[index]


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


def printable(text: Any, limit: int) -> str:
    """Return `text` as at most `limit` printable ASCII characters; "?" for the rest."""
    if type(text) is not str:
        return "?"
    return "".join(char if " " <= char <= "~" else "?" for char in text[:limit])


def _limit(what: str, found: int, allowed: int) -> None:
    if found > allowed:
        msg = f"too large to cross: at most {allowed} {what}, found {found}"
        raise ProtocolError(msg)


def _check_dict_size(value: dict[Any, Any], limits: WireLimits) -> None:
    simple = len(value) <= limits.mixed_keys or all(type(key) is str for key in value)
    _limit("items of a dict", len(value), limits.items if simple else limits.mixed_keys)


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
