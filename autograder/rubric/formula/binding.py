"""The names that a student chose -> the names of the rubric, one meaning each."""

import re
from collections.abc import Iterable, Mapping, Sequence

from autograder.formulas import Formula, Node
from autograder.formulas.forms import form_of
from autograder.formulas.names import LOSSES
from autograder.formulas.tree import (
    FUNCTIONS,
    Call,
    Power,
    Sum,
    Symbol,
    Total,
    mapped,
    names_of,
    negative,
)

NEW = "\u2032"
"""Marks the value of a name after an update: `w_new = w - lr*g`."""
DISTRIBUTIONS = frozenset(["N", "Normal", "normal"])
_STEP = re.compile(
    r"_(?:(?!in$)[ijklmnt]{1,2}(?P<shift>[+-]1)?"
    r"|(?P<word>old|prev|previous|new|next|prime|updated|0|1))$"
)
_SHIFTS = {"+1": 1, "-1": -1, "old": -1, "prev": -1, "previous": -1, "0": -1}
_DERIVATIVE = re.compile(r"d(?P<above>[A-Za-z]\w*?)_d(?P<below>\w[\w+-]*)")


class Names:
    """What each name means to one rubric item."""

    def __init__(self, wanted: Iterable[str], symbols: Mapping[str, Sequence[str]]) -> None:
        self.wanted = frozenset(wanted) | symbols.keys()
        self.aliases = {alias: name for name, many in symbols.items() for alias in many}
        self.aliases |= {name: name for name in self.wanted}
        self.known = frozenset(self.aliases)

    def meaning(self, name: str) -> str | None:
        """Return the rubric's name for `name`, None if it has none."""
        if name in self.aliases:
            return self.aliases[name]
        if (found := self._gradient(name)) is not None:
            return found
        step = _STEP.search(name)
        return self.meaning(name[: step.start()]) if step else None

    def _gradient(self, name: str) -> str | None:
        """Read dJ/dw as dL/dw, or as the gradient where the rubric has one name for it."""
        if name.startswith("grad_") and self.meaning(name[5:]) in self.wanted:
            return self.aliases.get("grad")
        match = _DERIVATIVE.fullmatch(name)
        if not match or match["above"] not in LOSSES:
            return None
        belows = [match["below"], self.meaning(match["below"])]
        for below in belows:
            for loss in LOSSES:
                if (found := self.aliases.get(f"d{loss}_d{below}")) is not None:
                    return found
        return self.aliases.get("grad") if belows[1] in self.wanted else None


def rank_of(name: str) -> int:
    """Return -1 for an earlier value, 0 for one without a time, 1 for a later one."""
    step = _STEP.search(name)
    if not step:
        return 0
    if step["word"]:
        return _SHIFTS.get(step["word"], 1)
    return _SHIFTS.get(step["shift"] or "", 0)


def bind(formula: Formula, names: Names) -> Formula:
    """Return `formula` in the rubric's names, with what an update makes marked as new."""
    latest = _latest(formula, names)
    sides = [_bound(side, names, latest, ()) for side in formula.sides]
    first = sides[0]
    if (
        len(sides) > 1
        and isinstance(first, Symbol)
        and first.name in names_of(Sum(tuple(sides[1:])))
    ):
        sides[0] = Symbol(first.name + NEW)
    return Formula(tuple(sides))


def _latest(formula: Formula, names: Names) -> frozenset[str]:
    """Return the names that are the latest value of something that has several."""
    ranks: dict[str, dict[str, int]] = {}
    for name in sorted(set().union(*(names_of(side) for side in formula.sides))):
        meaning = names.meaning(name)
        if meaning is not None:
            ranks.setdefault(meaning, {})[name] = rank_of(name)
    return frozenset(
        name
        for many in ranks.values()
        for name, rank in many.items()
        if len(set(many.values())) > 1 and rank == max(many.values())
    )


def _bound(node: Node, names: Names, latest: frozenset[str], indices: tuple[str, ...]) -> Node:
    if isinstance(node, Symbol):
        return _symbol(node.name, names, latest, indices)
    if isinstance(node, Power) and node.base == Symbol("e") and "e" not in names.known:
        return Call("exp", (_bound(node.exponent, names, latest, indices),))
    within = (*indices, node.index) if isinstance(node, Total) and node.index else indices
    made = mapped(node, lambda one: _bound(one, names, latest, within))
    opaque = isinstance(made, Call) and made.name not in FUNCTIONS.keys() | DISTRIBUTIONS
    return Symbol(form_of(made)) if opaque else made


def _symbol(name: str, names: Names, latest: frozenset[str], indices: tuple[str, ...]) -> Node:
    for index in indices:
        if name == index:
            return Symbol(name)
        if name.endswith(f"_{index}"):
            base = name.removesuffix(f"_{index}")
            return Symbol(f"{names.meaning(base) or base}_{index}")
    meaning = names.meaning(name)
    if meaning is None:
        changed = names.meaning(name.removeprefix("Delta_")) if name.startswith("Delta_") else None
        if changed is not None:
            return Sum((Symbol(changed + NEW), negative(Symbol(changed))))
        return Symbol(name)
    return Symbol(meaning + NEW if name in latest else meaning)
