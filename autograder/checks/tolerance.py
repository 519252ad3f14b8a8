"""How far apart two arrays of one shape may be, element by element."""

import math
from dataclasses import dataclass

import numpy as np

from .plain import WHOLE, Array

ZERO_SCALE = 1e-3
"""The scale that stands in for max|expected| if every expected value is 0."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """|actual - expected| may be `atol + rtol * |expected|`.

    Without `atol` it is `rtol * max|expected|` (`1e-3 * rtol` if all are 0), and whole
    numbers and truths must be equal: a millionth of a million parameters is one parameter.
    """

    rtol: float
    atol: float | None = None

    def __post_init__(self) -> None:
        """Refuse settings under which a comparison means nothing."""
        if not 0 <= self.rtol < 1:
            msg = f"rtol must be at least 0 and below 1, found {self.rtol!r}"
            raise ValueError(msg)
        if self.atol is not None and not (math.isfinite(self.atol) and self.atol >= 0):
            msg = f"atol must be None or a finite number from 0, found {self.atol!r}"
            raise ValueError(msg)

    def sharper(self, rtol: float) -> "Tolerance":
        """Return this tolerance, made at most `rtol` wide."""
        return Tolerance(min(self.rtol, rtol))

    def allowed(self, expected: Array) -> Array:
        """Return the largest allowed difference of each element."""
        with np.errstate(all="ignore"):
            size = np.abs(expected.astype(np.result_type(expected, np.float64)))
            return np.asarray(self._atol(size) + self.rtol * size)

    def misses(self, actual: Array, expected: Array) -> Array:
        """Return True where `actual` is too far off; NaN and infinity match only themselves."""
        if self.atol is None and actual.dtype.kind in WHOLE and expected.dtype.kind in WHOLE:
            return np.asarray(actual != expected)
        actual, expected = _wide(actual), _wide(expected)
        with np.errstate(all="ignore"):
            same = (actual == expected) | (np.isnan(actual) & np.isnan(expected))
            difference = np.abs(actual - expected)
            near = np.isfinite(difference) & (difference <= self.allowed(expected))
            return np.asarray(~(same | near))

    def fits(self, actual: Array, expected: Array) -> bool:
        """Return whether all elements agree, the shapes being equal."""
        return actual.shape == expected.shape and not self.misses(actual, expected).any()

    def _atol(self, size: Array) -> float:
        if self.atol is not None:
            return self.atol
        return self.rtol * (float(size[np.isfinite(size)].max(initial=0.0)) or ZERO_SCALE)


def _wide(values: Array) -> Array:
    return values.astype(np.result_type(values, np.float64), copy=False)
