"""What an author asks for: `a; b` is either of two, `a and b` is both."""

import re
from collections.abc import Collection, Sequence

from .equations import read_formula
from .tree import Formula, FormulaError, names_of

MOST_WAYS = 12
_AND = re.compile(r"\s+and\s+")

Way = tuple[tuple[str, Formula], ...]
"""Formulas that belong together, each with its text."""


def alternatives_of(text: str, known: Collection[str] = ()) -> tuple[Way, ...]:
    """Read each way of writing a formula.

    Raises:
        FormulaError: one of them is no formula.
    """
    parts = [part.strip() for part in text.split(";")]
    if len(parts) > MOST_WAYS or not all(parts):
        msg = f"expected 1 to {MOST_WAYS} formulas with ';' between them, found {text[:40]!r}"
        raise FormulaError(msg)
    return tuple(
        tuple((one, read_formula(one, known)) for one in _AND.split(part)) for part in parts
    )


def formula_names(ways: Sequence[Way]) -> list[str]:
    """Return the names in all the formulas, in order of the alphabet."""
    sides = [side for way in ways for _, formula in way for side in formula.sides]
    return sorted(set().union(*(names_of(side) for side in sides)))
