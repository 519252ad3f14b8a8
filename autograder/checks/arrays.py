"""Compare what a student's function returned with what it should have returned, and say how."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .containers import Leaf, Walk, refuse
from .describe import describe, first_index, index_text, number, two_numbers
from .guesses import guess_shape, guess_values
from .plain import WORDS, Array, Plain, plain
from .tolerance import Tolerance
from .verdict import Verdict, short_name

NON_FINITE_QUESTION = "Is there a division by 0, a log of 0, or an exp of a large number?"


def assert_close(
    actual: Any,
    expected: Any,
    *,
    rtol: float = 1e-6,
    atol: float | None = None,
    name: str = "result",
    dtype_kind: bool = True,
    allow_empty: bool = False,
) -> None:
    """Hold if `actual` has the shape, the kind and, nearly, the values of `expected`.

    Shapes must be equal; nothing is broadcast. A float, a numpy scalar and a 0-d array are
    the same. NaN and infinity must stand exactly where they are expected.

    Kinds: integers are fine where real numbers are expected (a loss of 0); real numbers
    where integers are expected fail (write 0.0 for an expected float). Truths match
    truths only. Complex never stands for real, nor the other way. `dtype_kind=False` lets
    integers, real numbers and truths of equal values stand for each other.

    Tolerance: |actual - expected| may be `atol + rtol * |expected|`; `atol` is
    `rtol * max|expected|` by default (`1e-3 * rtol` if all are 0). Integers and truths are
    compared exactly unless `atol` is given.

    Containers: if `expected` is a dict, list or tuple, keys or length must be the same and
    each value is compared by itself, as `grads["W1"]`. A list may stand for a tuple, and a
    1-d array for a list of numbers.

    Raises:
        CheckFailure: the comparison does not hold; kind is value, shape, dtype or missing.
        ValueError: `expected` is empty (it compares nothing) and `allow_empty` is not set.
        TypeError: `expected` holds something that is not a number.
    """
    rules = _Rules(Tolerance(rtol, atol), dtype_kind, allow_empty)
    for leaf in Walk(allow_empty).leaves(actual, expected, name):
        _close(leaf, _wanted(leaf), rules)


def assert_shape(actual: Any, shape: Sequence[int], *, name: str = "result") -> None:
    """Hold if `actual` is an array of exactly this shape; `()` also takes plain numbers.

    Raises:
        CheckFailure: it is no array of numbers, or of another shape.
    """
    wanted = tuple(shape)
    verdict = Verdict(name, f"shape {wanted}", describe(actual), found=actual)
    numbers = plain(actual)
    if numbers is None:
        refuse(verdict, _array_words(wanted), actual, nested=False)
    if numbers.values.shape != wanted:
        verdict.fail("shape", _shape_line(name, wanted, numbers))
    verdict.hold()


@dataclass(frozen=True, slots=True)
class _Rules:
    tolerance: Tolerance
    dtype_kind: bool
    allow_empty: bool


def _wanted(leaf: Leaf) -> Plain:
    numbers = plain(leaf.expected)
    if numbers is None:
        msg = f"{leaf.name!r} is expected to be numbers, found {describe(leaf.expected)}"
        raise TypeError(msg)
    return numbers


def _close(leaf: Leaf, expected: Plain, rules: _Rules) -> None:
    if not expected.values.size and not rules.allow_empty:
        msg = f"{leaf.name!r} is expected to be empty: this compares nothing (allow_empty=True?)"
        raise ValueError(msg)
    texts = (leaf.name, describe(leaf.expected), describe(leaf.actual))
    verdict = Verdict(*texts, wanted=leaf.expected, found=leaf.actual)
    found = plain(leaf.actual)
    if found is None:
        refuse(verdict, _array_words(expected.values.shape), leaf.actual, nested=leaf.nested)
    _check_shape(verdict, found, expected, rules.tolerance)
    _check_kind(verdict, found, expected, strict=rules.dtype_kind)
    _check_finite(verdict, found.values, expected.values)
    _check_values(verdict, found, expected, rules.tolerance)
    verdict.hold()


def _array_words(shape: tuple[int, ...]) -> str:
    return f"numbers in an array of shape {shape}" if shape else "a number"


def _shape_line(name: str, wanted: tuple[int, ...], found: Plain) -> str:
    shapes = [f"shape {s}" if s else "a single number" for s in (wanted, found.values.shape)]
    return f"{short_name(name)}: expected {shapes[0]}, found {shapes[1]}."


def _check_shape(verdict: Verdict, found: Plain, expected: Plain, tolerance: Tolerance) -> None:
    if found.values.shape != expected.values.shape:
        line = _shape_line(verdict.name, expected.values.shape, found)
        verdict.fail("shape", line, guess_shape(found.values, expected.values, tolerance))


def _check_kind(verdict: Verdict, found: Plain, expected: Plain, *, strict: bool) -> None:
    pair = expected.kind + found.kind
    fair = expected.kind == found.kind or pair == "fi" or (not strict and "c" not in pair)
    if not fair:
        line = f"{short_name(verdict.name)}: expected {WORDS[expected.kind]}, found {found.words}."
        verdict.fail("dtype", line, _KIND_QUESTIONS.get(pair, ""))


def _check_finite(verdict: Verdict, found: Array, expected: Array) -> None:
    with np.errstate(all="ignore"):
        same = (found == expected) | (np.isnan(found) & np.isnan(expected))
        strange = ~np.isfinite(found)
        wrong = (strange | ~np.isfinite(expected)) & ~same
    if not wrong.any():
        return
    place = first_index(wrong)
    line = f"{short_name(verdict.name)}: expected {number(expected[place])}, "
    line += f"found {number(found[place])}{f' at {index_text(place)}' if place else ''}"
    if found.size > 1:
        line += f" ({int(strange.sum())} of {found.size} values are NaN or infinite)"
    verdict.fail("value", f"{line}.", NON_FINITE_QUESTION if strange[place] else "")


def _check_values(verdict: Verdict, found: Plain, expected: Plain, tolerance: Tolerance) -> None:
    misses = tolerance.misses(found.values, expected.values)
    if not misses.any():
        return
    place = _worst(found.values, expected.values, misses, tolerance)
    wanted, came = two_numbers(expected.values[place], found.values[place])
    notes = [] if found.is_whole else [_error(found.values[place], expected.values[place])]
    if misses.size > 1:
        notes.append(f"{int(misses.sum())} of {misses.size} values differ")
    line = f"{short_name(verdict.name)}{index_text(place)}: expected {wanted}, found {came}"
    line += f" ({'; '.join(notes)})." if notes else "."
    told = replace(verdict, actual=verdict.actual + _margin(found, expected, place, tolerance))
    told.fail("value", line, guess_values(found, expected, misses, tolerance))


def _margin(found: Plain, expected: Plain, place: tuple[int, ...], tolerance: Tolerance) -> str:
    """Return for staff what was off and what was allowed: both sides may print alike."""
    if found.is_whole and expected.is_whole:
        return ""
    with np.errstate(all="ignore"):
        off = np.abs(np.subtract(found.values[place], expected.values[place]))
    where = f" at {index_text(place)}" if place else ""
    allowed = tolerance.allowed(expected.values)[place]
    return f"; off by {number(off, 3)}{where}, allowed {number(allowed, 3)}"


def _worst(found: Array, expected: Array, misses: Array, tolerance: Tolerance) -> tuple[int, ...]:
    wide = np.result_type(found, expected, np.float64)
    with np.errstate(all="ignore"):
        excess = np.abs(found.astype(wide) - expected.astype(wide)) / tolerance.allowed(expected)
        score = np.where(misses, np.nan_to_num(excess), -1.0)
    return first_index(score)


def _error(found: Any, expected: Any) -> str:
    with np.errstate(all="ignore"):
        difference = np.abs(np.subtract(found, expected))
        if expected == 0:
            return f"off by {number(difference, 3)}"
        return f"relative error {number(difference / np.abs(expected), 3)}"


_KIND_QUESTIONS = {
    "if": "Is a `/` used where `//` is meant, or an array of floats filled with whole numbers?",
    "fb": "Is a comparison such as `x > 0` returned in place of the values?",
    "ib": "Is a comparison such as `x > 0` returned in place of the values?",
}
