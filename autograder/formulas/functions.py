"""Functions of a formula: how many arguments each takes, and those short for something else."""

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from .reader import Reader
from .tree import FUNCTIONS, Call, FormulaError, Node, Number, quotient

Written: TypeAlias = Callable[[Reader, tuple[Node, ...]], Node]


def _logarithm(base: int) -> Written:
    below = Call("log", (Number(Fraction(base)),))
    return lambda _, arguments: quotient(Call("log", arguments), below)


_SQUARE = Number(Fraction(2))
WRITTEN: dict[str, Written] = {
    "log2": _logarithm(2),
    "log_2": _logarithm(2),
    "log10": _logarithm(10),
    "log_10": _logarithm(10),
    "pow": lambda reader, given: reader.power(given[0], given[1]),
    "square": lambda reader, given: reader.power(given[0], _SQUARE),
}
"""Functions that are short for something else."""


def called(reader: Reader, name: str, arguments: tuple[Node, ...]) -> Node:
    """Return the function `name` of its arguments; refuse another number of them."""
    wanted = FUNCTIONS.get(name, 2 if name == "pow" else 1)
    if len(arguments) != wanted and not (wanted > 1 and len(arguments) > 1 and name != "pow"):
        msg = f"expected {wanted} in the brackets of {name!r}, found {len(arguments)}"
        raise FormulaError(msg)
    if name in WRITTEN:
        return WRITTEN[name](reader, arguments)
    return Call(name, arguments)
