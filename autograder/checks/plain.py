"""Which values are numbers: exact types only; nothing with a will of its own is compared."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.wire import TensorValue, tensor_value

Array = NDArray[Any]

SCALARS = frozenset(np.dtype(code).type for code in "?bhilqBHILQefdgFDG")
WHOLE = "biu"
WORDS = {
    "b": "True/False values",
    "i": "whole numbers",
    "u": "whole numbers",
    "f": "real numbers",
    "c": "complex numbers",
}


@dataclass(frozen=True, slots=True)
class Plain:
    """Numbers as an array; real ones in float64, complex ones in complex128."""

    values: Array
    dtype: str
    """The name of the type that came, such as `float32`."""

    @property
    def kind(self) -> str:
        """Return numpy's letter, unsigned integers counted as integers: b, i, f or c."""
        return self.values.dtype.kind.replace("u", "i")

    @property
    def is_whole(self) -> bool:
        """Return whether the values are integers or truths, which are compared exactly."""
        return self.values.dtype.kind in WHOLE

    @property
    def words(self) -> str:
        """Return what these are for a reader: `whole numbers (int64)`."""
        return f"{WORDS[self.kind]} ({self.dtype})"


def plain(value: Any) -> Plain | None:
    """Return `value` as numbers; None if its type is not exactly one that holds numbers.

    Numbers are np.ndarray, numpy's scalars, bool, int of 64 bits, float, complex and
    torch tensors. An array of objects or texts, a subclass, a list is not.
    """
    kind = type(value)
    if kind is np.ndarray or kind in SCALARS:
        return _plain(np.asarray(value))
    if kind is bool or kind is float or kind is complex:
        return _plain(np.asarray(value), kind.__name__)
    if kind is int:
        return _plain(np.asarray(value), "int") if -(1 << 63) <= value < 1 << 64 else None
    tensor = value if kind is TensorValue else tensor_value(value)
    return None if tensor is None else _plain(tensor.numpy(), tensor.dtype)


def _plain(array: Array, dtype: str = "") -> Plain | None:
    kind = array.dtype.kind
    if kind not in WORDS:
        return None
    wide = {"f": np.dtype(np.float64), "c": np.dtype(np.complex128)}.get(
        kind, array.dtype.newbyteorder("=")
    )
    with np.errstate(all="ignore"):
        return Plain(array.astype(wide, copy=False), dtype or array.dtype.name)
