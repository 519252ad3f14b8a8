"""What a wrong result equals instead: told only if it fits every value, and nothing else does."""

from collections.abc import Iterator
from itertools import combinations, permutations

import numpy as np

from .describe import number
from .patterns import exact_patterns, factor_pattern, is_telling, offset_pattern, shift_patterns
from .plain import Array, Plain
from .tolerance import Tolerance

SHARP = 1e-4
"""A loose tolerance is fair to students, but no ground for a claim."""
LARGEST = 1_000_000
"""Beyond this many values a guess takes longer than it is worth."""
MOST_AXES = 4


def guess_values(found: Plain, expected: Plain, misses: Array, tolerance: Tolerance) -> str:
    """Return one sentence on how `found` came about, or nothing.

    A single number is only ever compared with its negative: one value fits too much.
    """
    actual, wanted = found.values, expected.values
    if wanted.size > LARGEST or "c" in found.kind + expected.kind or _has_non_finite(wanted):
        return ""
    sharp = tolerance.sharper(SHARP)
    actual, wanted = actual.astype(np.float64), wanted.astype(np.float64)
    with np.errstate(all="ignore"):
        if wanted.size == 1:
            return _of_scalar(actual, wanted, sharp)
        return (
            _of_whole_numbers(found, wanted)
            or _of_zeros(actual)
            or _of_patterns(actual, wanted, sharp)
            or _of_places(misses)
        )


def guess_shape(actual: Array, expected: Array, tolerance: Tolerance) -> str:
    """Return which step from `actual` to `expected` is missing, or nothing."""
    if max(actual.size, expected.size) > LARGEST or max(actual.ndim, expected.ndim) > MOST_AXES:
        return ""
    if "c" in actual.dtype.kind + expected.dtype.kind:
        return ""
    sharp = tolerance.sharper(SHARP)
    actual, expected = actual.astype(np.float64), expected.astype(np.float64)
    with np.errstate(all="ignore"):
        return next(_shape_guesses(actual, expected, sharp), "")


def _of_scalar(actual: Array, wanted: Array, sharp: Tolerance) -> str:
    opposite = wanted.any() and sharp.fits(actual, -wanted)
    return "It has the opposite sign: is a minus missing, or one too many?" if opposite else ""


def _of_whole_numbers(found: Plain, wanted: Array) -> str:
    if not found.is_whole or bool((wanted == np.round(wanted)).all()):
        return ""
    whole = found.values.astype(np.float64)
    if any(bool((whole == cut(wanted)).all()) for cut in (np.trunc, np.floor, np.round)):
        start = f"These are the expected values cut to whole numbers ({found.dtype})"
    else:
        start = f"The result holds whole numbers only ({found.dtype})"
    return f"{start}: does it start as an integer array, or is `//` used?"


def _of_zeros(actual: Array) -> str:
    return "" if actual.any() else "All values are 0: is the result ever filled in?"


def _of_patterns(actual: Array, wanted: Array, sharp: Tolerance) -> str:
    if not is_telling(wanted):
        return ""
    fitting = [
        *exact_patterns(actual, wanted, sharp),
        *factor_pattern(actual, wanted, sharp),
        *offset_pattern(actual, wanted, sharp),
        *shift_patterns(actual, wanted, sharp),
    ]
    if not fitting and sharp.fits(np.sort(actual, axis=None), np.sort(wanted, axis=None)):
        return "These are the expected values in another order."
    return fitting[0] if len(fitting) == 1 else ""


def _of_places(misses: Array) -> str:
    if misses.ndim < 2:  # noqa: PLR2004 - a single axis has no rows and no border
        return ""
    for axis in range(misses.ndim):
        others = tuple(i for i in range(misses.ndim) if i != axis)
        wrong = np.flatnonzero(misses.any(axis=others))
        if len(wrong) == 1 and misses.shape[axis] > 2:  # noqa: PLR2004 - one of two is half of all
            return f"Only index {wrong[0]} of axis {axis} differs, all others are right."
    inner = misses[..., 1:-1, 1:-1]
    if inner.size and not inner.any():
        return "Only the border of the last two axes differs: is the padding right?"
    return ""


def _shape_guesses(actual: Array, expected: Array, sharp: Tolerance) -> Iterator[str]:
    if is_telling(expected):
        yield from _rearranged(actual, expected, sharp)
        yield from _not_reduced(actual, expected, sharp)
    if is_telling(actual):
        for axes, total in _sums(expected):
            if sharp.fits(total, actual):
                yield f"This is the expected array summed over {_axes(axes)}: is one sum too many?"


def _rearranged(actual: Array, expected: Array, sharp: Tolerance) -> Iterator[str]:
    if actual.ndim == expected.ndim:
        for order in permutations(range(actual.ndim)):
            if sharp.fits(actual.transpose(order), expected):
                yield (
                    "This is the expected array transposed: do two axes need swapping?"
                    if actual.ndim == 2  # noqa: PLR2004 - a matrix
                    else f"The axes are in another order: np.transpose(result, {order}) would fit."
                )
    if actual.size == expected.size and sharp.fits(actual.reshape(expected.shape), expected):
        yield "The values are right, only the shape differs: is a reshape or keepdims missing?"


def _not_reduced(actual: Array, expected: Array, sharp: Tolerance) -> Iterator[str]:
    for axes, total in _sums(actual):
        count = actual.size // max(total.size, 1)
        for verb, candidate in (("sum", total), ("mean", total / max(count, 1))):
            if sharp.fits(candidate, expected):
                yield f"The {verb} over {_axes(axes)} gives the expected values: is it missing?"


def _sums(values: Array) -> Iterator[tuple[tuple[int, ...], Array]]:
    for count in range(1, values.ndim + 1):
        for axes in combinations(range(values.ndim), count):
            for keepdims in (False, True):
                yield axes, np.asarray(values.sum(axis=axes, keepdims=keepdims))


def _axes(axes: tuple[int, ...]) -> str:
    return f"axis {axes[0]}" if len(axes) == 1 else f"axes {', '.join(map(number, axes))}"


def _has_non_finite(values: Array) -> bool:
    return not bool(np.isfinite(values).all())
