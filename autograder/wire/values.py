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
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.errors import ProtocolError

DTYPES = {
    name: np.dtype(name).newbyteorder("<")
    for name in (
        *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
        *("float16", "float32", "float64", "complex64", "complex128"),
    )
}
NAMES = {dtype: name for name, dtype in DTYPES.items()} | {
    dtype.newbyteorder(">"): name for name, dtype in DTYPES.items()
}
"""Looked up by an array's dtype, which is much quicker than to ask for its `name`."""
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


def printable(text: Any, limit: int) -> str:
    """Return `text` as at most `limit` printable ASCII characters; "?" for the rest."""
    if type(text) is not str:
        return "?"
    return "".join(char if " " <= char <= "~" else "?" for char in text[:limit])


def bound(what: str, found: int, allowed: int) -> None:
    """Raise ProtocolError if more than `allowed` of `what` were found."""
    if found > allowed:
        msg = f"too large to cross: at most {allowed} {what}, found {found}"
        raise ProtocolError(msg)
