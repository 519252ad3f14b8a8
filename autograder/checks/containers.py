"""Dicts, lists and tuples of numbers: walks what is expected and pairs it with what came."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from .describe import describe, key_text, keys_text
from .plain import plain
from .verdict import Verdict, short_name

MISSING_RETURN = "Is there a `return` at the end of the function?"


@dataclass(frozen=True, slots=True)
class Leaf:
    """Two values to compare that are no containers, and the name to call them by."""

    actual: Any
    expected: Any
    name: str
    nested: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """The rules of a walk over containers."""

    allow_empty: bool = False
    exact: bool = False
    """A tuple is not a list, and neither is an array of one dimension."""

    def leaves(
        self, actual: Any, expected: Any, name: str, *, nested: bool = False
    ) -> Iterator[Leaf]:
        """Yield the pairs in the order of `expected`.

        Raises:
            CheckFailure: `actual` is not such a container, or its keys or length differ.
            ValueError: an expected container is empty, and that is not allowed.
        """
        if isinstance(expected, dict):
            yield from self._of_dict(actual, expected, name, nested=nested)
        elif isinstance(expected, (list, tuple)):
            yield from self._of_sequence(actual, expected, name, nested=nested)
        else:
            yield Leaf(actual, expected, name, nested)

    def _of_dict(
        self, actual: Any, expected: dict[Any, Any], name: str, *, nested: bool
    ) -> Iterator[Leaf]:
        self._refuse_empty(len(expected), name)
        wanted = f"a dict with the keys {keys_text(expected)}"
        verdict = Verdict(name, wanted, describe(actual))
        if type(actual) is not dict:
            refuse(verdict, wanted, actual, nested=nested)
        compare_keys(verdict, actual, expected)
        if not expected:
            verdict.hold()
        for key, value in expected.items():
            inner = f"{name}[{key_text(key)}]"
            yield from self.leaves(actual[key], value, inner, nested=True)

    def _of_sequence(
        self, actual: Any, expected: list[Any] | tuple[Any, ...], name: str, *, nested: bool
    ) -> Iterator[Leaf]:
        self._refuse_empty(len(expected), name)
        noun = "tuple" if isinstance(expected, tuple) else "list"
        wanted = f"a {noun} of length {len(expected)}"
        verdict = Verdict(name, wanted, describe(actual))
        items = self._items(actual, expected)
        if items is None:
            refuse(verdict, wanted, actual, nested=nested)
        if len(items) != len(expected):
            line = f"{short_name(name)}: expected {len(expected)} values, found {len(items)}."
            verdict.fail("shape", line)
        if not items:
            verdict.hold()
        for position, (found, value) in enumerate(zip(items, expected, strict=True)):
            yield from self.leaves(found, value, f"{name}[{position}]", nested=True)

    def _items(self, actual: Any, expected: list[Any] | tuple[Any, ...]) -> list[Any] | None:
        kind = type(actual)
        if kind is list or kind is tuple:
            fits = not self.exact or isinstance(expected, kind)
            return list(actual) if fits else None
        numbers = None if self.exact else plain(actual)
        if numbers is None or numbers.values.ndim != 1:
            return None
        # A history may come as an array: unpacked, that is the same.
        return list(numbers.values) if all(map(_is_scalar, expected)) else None

    def _refuse_empty(self, length: int, name: str) -> None:
        if not length and not self.allow_empty:
            msg = f"{name!r} is expected to be empty: this compares nothing (allow_empty=True?)"
            raise ValueError(msg)


def refuse(verdict: Verdict, wanted: str, actual: Any, *, nested: bool) -> NoReturn:
    """Say that something else came where `wanted` was; what came decides the words.

    Raises:
        CheckFailure: always.
    """
    start = f"{short_name(verdict.name)}: expected {wanted}, but "
    source = "found" if nested else "the function returned"
    if actual is None:
        question = "Is this value ever computed?" if nested else MISSING_RETURN
        verdict.fail("missing", f"{start}{source} None.", question)
    question = "" if plain(actual) is not None else _QUESTIONS.get(type(actual), "")
    verdict.fail("dtype", f"{start}{source} {describe(actual)}.", question)


def compare_keys(verdict: Verdict, actual: dict[Any, Any], expected: dict[Any, Any]) -> None:
    """Fail if a key is missing or is one too many.

    Raises:
        CheckFailure: the keys differ.
    """
    name = short_name(verdict.name)
    missing = [key for key in expected if key not in actual]
    if missing:
        noun = "key" if len(missing) == 1 else "keys"
        line = f"{name}: expected the {noun} {keys_text(missing)}, "
        verdict.fail("missing", f"{line}found {keys_text(actual) or 'none'}.")
    extra = [key for key in actual if key not in expected]
    if extra:
        line = f"{name}: expected only the keys {keys_text(expected)}, "
        verdict.fail("value", f"{line}also found {keys_text(extra)}.")


def _is_scalar(value: Any) -> bool:
    numbers = plain(value)
    return numbers is not None and numbers.values.ndim == 0


_QUESTIONS = {
    tuple: "Does the function return more than one value, such as a cache?",
    list: "Does the list need to become one array, with np.array(...)?",
    np.ndarray: "Does the array hold lists of different lengths, or texts?",
}
