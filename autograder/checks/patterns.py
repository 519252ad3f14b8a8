"""Simple transforms of an expected array, each checked value by value; real numbers only."""

from collections.abc import Iterator

import numpy as np

from .describe import number
from .plain import Array
from .tolerance import Tolerance

LEAST_VALUES = 3
LEAST_SIZE = 1e-3
"""Values smaller than this share of the largest tell nothing: nearly everything fits a 0."""
LARGEST_COUNT = 1_000_000
NEAR = 1e-3


def is_telling(values: Array) -> bool:
    """Return whether agreement with `values` is no accident: three clear values, not all equal."""
    if values.size < LEAST_VALUES or not bool(np.isfinite(values).all()):
        return False
    size = np.abs(values)
    clear = int((size > LEAST_SIZE * size.max()).sum())
    spread = float(values.max() / 2 - values.min() / 2)
    return clear >= LEAST_VALUES and spread > LEAST_SIZE * float(size.max())


def exact_patterns(actual: Array, wanted: Array, sharp: Tolerance) -> Iterator[str]:
    """Yield the sentence of each fixed transform of `wanted` that `actual` equals."""
    for sentence, candidate in (*_arrangements(wanted), *_functions(wanted)):
        if bool(np.isfinite(candidate).all()) and sharp.fits(actual, candidate):
            yield sentence


def factor_pattern(actual: Array, wanted: Array, sharp: Tolerance) -> Iterator[str]:
    """Yield a sentence if one factor, other than -1, takes `wanted` to `actual`."""
    unit = wanted / np.abs(wanted).max()
    factor = float((actual * unit).sum() / (wanted * unit).sum())
    found = np.isfinite(factor) and factor not in (0.0, -1.0)
    if not found or sharp.fits(actual, -wanted):
        return
    for candidate in (_round_factor(factor), factor):
        if sharp.fits(actual, candidate * wanted):
            yield _factor_sentence(candidate, wanted.shape)
            return


def offset_pattern(actual: Array, wanted: Array, sharp: Tolerance) -> Iterator[str]:
    """Yield a sentence if one constant takes `wanted` to `actual`."""
    offset = float((actual - wanted).mean())
    if np.isfinite(offset) and sharp.fits(actual, wanted + offset):
        side = "large" if offset > 0 else "small"
        yield (
            f"Every value is {number(abs(offset), 4)} too {side}: "
            "is something added twice, or left out?"
        )


def shift_patterns(actual: Array, wanted: Array, sharp: Tolerance) -> Iterator[str]:
    """Yield a sentence for each axis along which `actual` is one place early or late."""
    for axis in range(wanted.ndim):
        found, goal = np.moveaxis(actual, axis, 0), np.moveaxis(wanted, axis, 0)
        early, late = goal[:-1], goal[1:]
        # Where neighbours are equal anyway, a shift cannot be seen.
        if len(goal) < LEAST_VALUES or sharp.fits(early, late):
            continue
        if is_telling(early) and sharp.fits(found[1:], early):
            yield f"Index i of axis {axis} holds what is expected at i - 1: is it one step behind?"
        if is_telling(late) and sharp.fits(found[:-1], late):
            yield f"Index i of axis {axis} holds what is expected at i + 1: is it one step ahead?"


def _arrangements(wanted: Array) -> Iterator[tuple[str, Array]]:
    yield "Every value has the opposite sign: is a minus missing, or one too many?", -wanted
    if wanted.ndim == 2 and wanted.shape[0] == wanted.shape[1]:  # noqa: PLR2004 - a matrix
        yield "This is the expected array transposed: do two axes need swapping?", wanted.T
    for axis in range(wanted.ndim):
        if wanted.shape[axis] >= LEAST_VALUES:
            sentence = f"Axis {axis} is in reverse order: is it walked from the wrong end?"
            yield sentence, np.flip(wanted, axis)


def _functions(wanted: Array) -> Iterator[tuple[str, Array]]:
    yield "These are the squares of the expected values: is a root missing?", wanted**2
    yield "These are the roots of the expected values: is a root too many?", np.sqrt(wanted)
    yield "These are 1 divided by the expected values: is a fraction upside down?", 1 / wanted
    yield "These are the logs of the expected values: is a log too many?", np.log(wanted)
    yield "These are exp of the expected values: is a log missing?", np.exp(wanted)
    if wanted.min() < 0 < wanted.max():
        yield "These are the expected values without their signs.", np.abs(wanted)


def _round_factor(factor: float) -> float:
    """Return the nearest N or 1/N, if there is one nearby."""
    for power in (1, -1):
        count = round(factor**power) if 0 < factor**power < LARGEST_COUNT else 0
        if count > 1 and abs(factor**power - count) < NEAR * count:
            return float(count) ** power
    return factor


def _factor_sentence(factor: float, shape: tuple[int, ...]) -> str:
    if factor > 1 and factor == round(factor):
        return _count_sentence(round(factor), shape, larger=True)
    if 0 < factor < 1 and factor == 1 / round(1 / factor):
        return _count_sentence(round(1 / factor), shape, larger=False)
    return f"Every value is {number(factor, 4)} times the expected one: is a factor missing?"


def _count_sentence(count: int, shape: tuple[int, ...], *, larger: bool) -> str:
    if count == 2:  # noqa: PLR2004 - two is a factor of formulas, rarely a batch
        size, ask = ("twice", "1/2") if larger else ("half", "2")
        return f"Every value is {size} the expected one: is a factor of {ask} missing?"
    shown, state = (f"{count}", "missing") if larger else (f"1/{count}", "too many")
    start = f"Every value is off by a factor of {shown}{_dimension(count, shape)}"
    return f"{start}: is a division by {count} {state}?"


def _dimension(count: int, shape: tuple[int, ...]) -> str:
    if count not in shape:
        return ""
    axis = shape.index(count)
    return f" (the size of axis {axis})" if axis else " (the batch size?)"
