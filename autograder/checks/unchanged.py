"""Was an argument left alone? Exact equality, type and shape included."""

from typing import Any

import numpy as np

from .containers import Leaf, Walk
from .describe import describe, first_index, index_text, two_numbers
from .plain import Array, Plain, plain
from .verdict import Verdict, short_name

QUESTION = "Does an update such as `w -= ...` change the caller's array in place?"


def assert_unchanged(before: Any, after: Any, *, name: str = "argument") -> None:
    """Hold if `after` is exactly `before`: values, shape and type of each array within.

    Both may be dicts, lists and tuples of arrays, numbers, texts, truths and None.

    Raises:
        CheckFailure: something changed; the message names where.
        ValueError: there is nothing in `before` to compare.
    """
    for leaf in Walk(exact=True).leaves(after, before, name):
        if plain(leaf.expected) is None:
            _same_object(leaf)
        else:
            _same_numbers(leaf)


def _same_object(leaf: Leaf) -> None:
    if leaf.expected is not None and type(leaf.expected) not in (str, bytes, int):
        msg = f"{leaf.name!r} cannot be compared: it was {describe(leaf.expected)}"
        raise TypeError(msg)
    verdict = Verdict(leaf.name, describe(leaf.expected), describe(leaf.actual))
    if type(leaf.actual) is not type(leaf.expected) or leaf.actual != leaf.expected:
        verdict.fail("value", _line(leaf.name, verdict.expected, verdict.actual), QUESTION)
    verdict.hold()


def _same_numbers(leaf: Leaf) -> None:
    before, after = plain(leaf.expected), plain(leaf.actual)
    verdict = Verdict(leaf.name, describe(leaf.expected), describe(leaf.actual))
    if before is None or after is None:
        verdict.fail("dtype", _line(leaf.name, verdict.expected, verdict.actual), QUESTION)
    if not before.values.size:
        msg = f"{leaf.name!r} is empty: this compares nothing"
        raise ValueError(msg)
    _same_form(verdict, before, after)
    changed = _changed(before.values, after.values)
    if changed.any():
        place = first_index(changed)
        old, new = two_numbers(before.values[place], after.values[place])
        line = _line(f"{short_name(leaf.name)}{index_text(place)}", old, new)
        verdict.fail("value", line, QUESTION)
    verdict.hold()


def _same_form(verdict: Verdict, before: Plain, after: Plain) -> None:
    if before.values.shape != after.values.shape:
        shapes = f"shape {before.values.shape}", f"shape {after.values.shape}"
        verdict.fail("shape", _line(verdict.name, *shapes), QUESTION)
    if before.dtype != after.dtype:
        verdict.fail("dtype", _line(verdict.name, before.words, after.words), QUESTION)


def _changed(before: Array, after: Array) -> Array:
    with np.errstate(all="ignore"):
        same = before == after
        if before.dtype.kind in "fc":
            same |= np.isnan(before) & np.isnan(after)
    return np.asarray(~same)


def _line(name: str, before: str, after: str) -> str:
    return f"{short_name(name)} must stay as it was: expected {before}, found {after}."
