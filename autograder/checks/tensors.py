"""Tensors for calls: the trusted side has no torch, the student's functions want tensors."""

import numpy as np
from numpy.typing import ArrayLike

from autograder.wire import TensorValue

from .describe import number
from .plain import Array

FLOATING = ("float32", "float64", "float16")
WHOLE = ("int64", "int32", "int16", "int8", "uint8", "bool")


def tensor(array: ArrayLike, dtype: str = "float32") -> TensorValue:
    """Return real numbers as a value that arrives beside the student as a torch tensor.

    Its shape is that of `array`, `()` for a single number. `dtype` is torch's name without
    the module: float32 for pictures and weights, int64 for labels. A tensor that comes
    back is a TensorValue too: checks take it as it is, its `numpy()` is a fresh array.

    Raises:
        ValueError: there is no such `dtype`, `array` does not hold real numbers, or one of
            them does not fit: a fraction among whole numbers, or a number too large.
    """
    if dtype not in FLOATING + WHOLE:
        msg = f"dtype must be one of {', '.join(FLOATING + WHOLE)}, found {dtype!r}"
        raise ValueError(msg)
    given = np.asarray(array)
    if given.dtype.kind not in "biuf":
        msg = f"a tensor is made of real numbers, found {given.dtype.name!r}"
        raise ValueError(msg)
    made = _converted(given, dtype)
    return TensorValue(dtype, made.shape, made.tobytes())


def _converted(given: Array, dtype: str) -> Array:
    with np.errstate(all="ignore"):
        made = given.astype(np.dtype(dtype).newbyteorder("<"))
    lost = made != given if dtype in WHOLE else np.isfinite(given) & ~np.isfinite(made)
    if np.any(lost):
        msg = f"{dtype} cannot hold {number(given[lost].flat[0])}: give another dtype"
        raise ValueError(msg)
    return made
