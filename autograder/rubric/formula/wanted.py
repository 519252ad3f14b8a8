"""A formula item made ready: each way of writing what it asks for, and its names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from autograder.formulas import Formula, alternatives_of
from autograder.formulas.tree import names_of
from autograder.model import RubricItem

from .binding import Names, bind


@dataclass(frozen=True)
class Wanted:
    """Formulas of which all belong together, for each way of writing them."""

    ways: tuple[tuple[Formula, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    names: Names


def wanted_of(item: RubricItem) -> Wanted:
    """Read the item's formula, once for all its answers.

    Raises:
        FormulaError: it cannot be read; the loader of a rubric refuses it before.
    """
    return _wanted(item.formula, tuple(item.symbols.items()))


@lru_cache(maxsize=256)
def _wanted(text: str, symbols: tuple[tuple[str, tuple[str, ...]], ...]) -> Wanted:
    table: Mapping[str, tuple[str, ...]] = dict(symbols)
    spelt = frozenset(table) | {alias for many in table.values() for alias in many}
    ways = alternatives_of(text, spelt)
    sides = [side for way in ways for _, formula in way for side in formula.sides]
    first = Names((), table)
    names = Names({first.meaning(name) or name for side in sides for name in names_of(side)}, table)
    return Wanted(
        ways=tuple(tuple(bind(formula, names) for _, formula in way) for way in ways),
        texts=tuple(tuple(text for text, _ in way) for way in ways),
        names=names,
    )
