"""Short, safe texts of values for records that people read. Never asks a student's object."""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.wire import Opaque, TensorValue

SHOWN_NUMBERS = 6
SHOWN_ITEMS = 8
DEEPEST = 4
LINE = 80


def clean(text: str, limit: int) -> str:
    """Return at most `limit` characters of `text` that any encoding of JSON can hold."""
    if len(text) > limit:
        text = f"{text[:limit]}… [{len(text) - limit} more characters]"
    return text.encode("utf-8", "replace").decode("utf-8")


def brief(value: Any, limit: int = 300) -> str:
    """Return a text of `value` of at most `limit` characters, whatever its size."""
    text = _brief(value, 0)
    text = text if len(text) <= limit else f"{text[: limit - 1]}…"
    return text.encode("utf-8", "replace").decode("utf-8")


def brief_arguments(args: Iterable[Any], kwargs: dict[str, Any], limit: int = 300) -> str:
    """Return the arguments of a call as they would stand in its parentheses."""
    parts: list[str] = []
    length = 0
    for text in _argument_texts(args, kwargs):
        parts.append(text)
        length += len(text) + 2
        if length > limit:
            break
    return clean_cut(", ".join(parts), limit)


def clean_cut(text: str, limit: int) -> str:
    """Return `text`, cut to `limit` characters with an ellipsis."""
    text = text if len(text) <= limit else f"{text[: limit - 1]}…"
    return text.encode("utf-8", "replace").decode("utf-8")


def _argument_texts(args: Iterable[Any], kwargs: dict[str, Any]) -> Iterable[str]:
    yield from (_brief(arg, 1) for arg in args)
    yield from (f"{name}={_brief(value, 1)}" for name, value in kwargs.items())


def _brief(value: Any, depth: int) -> str:
    kind = type(value)
    if kind in (list, tuple):
        return _sequence(value, depth)
    if kind is dict:
        return _dict(value, depth)
    if kind is np.ndarray or kind is TensorValue:
        return _array(value)
    return _single(value)


def _single(value: Any) -> str:
    kind = type(value)
    if kind is str or kind is bytes:
        return repr(value[:LINE]) + ("…" if len(value) > LINE else "")
    if kind is int and value.bit_length() > LINE:
        return f"an integer of {value.bit_length()} bits"
    if isinstance(value, np.generic):
        return str(value)
    if value is None or kind in (bool, int, float, complex) or isinstance(value, Opaque):
        return repr(value)
    return f"<{kind.__name__}>"


def _array(value: Any) -> str:
    if type(value) is TensorValue:
        return f"tensor {_numbers(value.numpy())} {value.shape} {value.dtype}"
    if value.ndim == 0:
        return f"array({_number(value.item())}) {value.dtype}"
    return f"array {_numbers(value)} {value.shape} {value.dtype}"


def _numbers(value: np.ndarray[Any, Any]) -> str:
    first = [_number(number) for number in value.ravel()[:SHOWN_NUMBERS].tolist()]
    more = ", …" if value.size > SHOWN_NUMBERS else ""
    return f"[{', '.join(first)}{more}]"


def _number(number: Any) -> str:
    return f"{number:.6g}" if type(number) is float and math.isfinite(number) else str(number)


def _sequence(value: Any, depth: int) -> str:
    brackets = "[]" if type(value) is list else "()"
    if depth >= DEEPEST:
        return f"{brackets[0]}…{brackets[1]}"
    items = [_brief(item, depth + 1) for item in value[:SHOWN_ITEMS]]
    more = [f"… {len(value)} items"] if len(value) > SHOWN_ITEMS else []
    comma = "," if type(value) is tuple and len(value) == 1 else ""
    return f"{brackets[0]}{', '.join(items + more)}{comma}{brackets[1]}"


def _dict(value: dict[Any, Any], depth: int) -> str:
    if depth >= DEEPEST:
        return "{…}"
    pairs: list[str] = []
    for key, item in value.items():
        if len(pairs) == SHOWN_ITEMS:
            pairs.append(f"… {len(value)} keys")
            break
        pairs.append(f"{_brief(key, depth + 1)}: {_brief(item, depth + 1)}")
    return f"{{{', '.join(pairs)}}}"
