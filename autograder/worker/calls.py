"""The operations a test may ask for on the student's objects; each returns a plain value."""

import random
import sys
from typing import Any

import numpy as np

from .failures import refusal, type_name
from .objects import Kept

WHOLE = -1
SEED_SPACE = 1 << 32


def call(function: Any, arguments: Any, *, inout: bool) -> Any:
    """Return the result; with `inout`, [result, args, kwargs] after the call."""
    args, kwargs = _arguments(arguments)
    result = function(*args, **kwargs)
    return [result, args, kwargs] if inout else result


def kept(result: Any, places: list[int]) -> Any:
    """Return `result` with the items at `places` marked to cross as handles."""
    if places == [WHOLE]:
        return Kept(result)
    if not issubclass(type(result), tuple):
        found = "None: is there a `return` at its end?" if result is None else type_name(result)
        msg = f"expected a tuple of at least {max(places) + 1} as the result, found {found}"
        raise refusal(msg, kind="TypeError")
    items = list(tuple.__getitem__(result, slice(None)))
    for place in places:
        if not 0 <= place < len(items):
            msg = (
                f"expected a tuple of at least {place + 1} as the result, found one of {len(items)}"
            )
            raise refusal(msg, kind="IndexError")
        items[place] = Kept(items[place])
    return tuple(items)


def advance(iterator: Any) -> list[Any]:
    """Return [True, next value], or [False, None] at the end."""
    try:
        return [True, next(iterator)]
    except StopIteration:
        return [False, None]


def seed_everything(number: int) -> None:
    """Seed python's, numpy's and, if it is imported, torch's global generators."""
    random.seed(number)
    np.random.seed(number % SEED_SPACE)  # noqa: NPY002 - student code may draw from it
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.manual_seed(number)


def _arguments(arguments: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    if type(arguments) is not list or [type(part) for part in arguments] != [tuple, dict]:
        msg = "a call carries a tuple of arguments and a dict of named ones"
        raise refusal(msg, kind="ProtocolError")
    return arguments[0], arguments[1]
