"""Short texts for numbers, arrays and anything else; never calls a value's own repr."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.wire import Opaque

from .plain import Array, Plain, plain

DIGITS = 6
SHOWN = 3
TEXT = 40


def number(value: Any, digits: int = DIGITS) -> str:
    """Return one number with at most `digits` significant digits."""
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, complex):
        sign = "-" if math.copysign(1.0, value.imag) < 0 else "+"
        return f"{number(value.real, digits)}{sign}{number(abs(value.imag), digits)}j"
    # Adding 0.0 turns -0.0 into 0.0.
    return "NaN" if math.isnan(value) else format(value + 0.0, f".{digits}g")


def two_numbers(expected: Any, actual: Any) -> tuple[str, str]:
    """Return both numbers with as many digits as it takes to see that they differ."""
    shown = ("", "")
    for digits in (DIGITS, 9, 12, 17):
        shown = number(expected, digits), number(actual, digits)
        if shown[0] != shown[1]:
            break
    return shown


def index_text(index: tuple[int, ...]) -> str:
    """Return `[0, 3]`, or nothing for the only element of a scalar."""
    return f"[{', '.join(map(str, index))}]" if index else ""


def first_index(scores: Array) -> tuple[int, ...]:
    """Return the index of the first True of a mask, or of the largest of its numbers."""
    return tuple(int(i) for i in np.unravel_index(int(scores.argmax()), scores.shape))


def key_text(key: Any) -> str:
    """Return a dict's key as one writes it: `"W1"`."""
    if type(key) is str:
        return f'"{clean(key)}"'
    return number(key) if type(key) in (bool, int, float) and plain(key) else describe(key)


def keys_text(keys: Any) -> str:
    """Return the first few keys, at most 60 characters of them."""
    shown = [key_text(key) for key in list(keys)[:5]]
    return cut(", ".join(shown) + (", ..." if len(keys) > len(shown) else ""), 60)


def clean(text: str, limit: int = TEXT) -> str:
    """Return `text` without control characters, at most `limit` characters of it."""
    return cut("".join(c if c.isprintable() else "?" for c in text[: limit + 1]), limit)


def cut(text: str, limit: int) -> str:
    """Return `text`, its end replaced by dots if it is longer than `limit`."""
    return text if len(text) <= limit else f"{text[: limit - 3]}..."


def object_text(value: Any) -> str:
    """Return what an object that is no number is called: by its type's name only."""
    # Not isinstance: that would ask the value for its class.
    opaque = issubclass(type(value), Opaque)
    return f"an object of type '{clean(value.type_name if opaque else type(value).__name__)}'"


def describe(value: Any) -> str:
    """Return `array (4, 5) float64 [0.1, -0.2, 0.3, ...] mean 0.03` or the like for any value."""
    numbers = plain(value)
    if numbers is not None:
        return describe_numbers(numbers)
    words = _WORDS.get(type(value))
    return object_text(value) if words is None else words(value)


def describe_numbers(numbers: Plain) -> str:
    """Return shape, type, first values and mean; a scalar is just its number."""
    values = numbers.values
    if values.ndim == 0:
        return number(values[()])
    shown = [number(value, 4) for value in values.reshape(-1)[:SHOWN]]
    more = ", ..." if values.size > SHOWN else ""
    text = f"array {values.shape} {numbers.dtype} [{', '.join(shown)}{more}]"
    return f"{text} mean {number(_mean(values), 4)}" if values.size else text


def _mean(values: Array) -> Any:
    with np.errstate(all="ignore"):
        return values.mean()


def _length(value: Any) -> str:
    return f"a {type(value).__name__} of length {len(value)}"


def _digits(value: int) -> str:
    # By its bits: Python refuses to write more than a few thousand digits.
    return f"a whole number of about {int(value.bit_length() * math.log10(2)) + 1} digits"


_WORDS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "None",
    str: lambda text: f'the text "{clean(text)}"',
    dict: lambda value: f"a dict with the keys {keys_text(value)}" if value else "an empty dict",
    list: _length,
    tuple: _length,
    set: _length,
    bytes: _length,
    int: _digits,
    np.ndarray: lambda array: f"array {array.shape} {cut(array.dtype.name, TEXT)}",
}
