"""Does a student's formula mean the rubric's? Equations may be turned round and rearranged."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from autograder.formulas import Formula, Node, Point, value_of
from autograder.formulas.tree import (
    Call,
    Number,
    Product,
    Sum,
    Symbol,
    names_of,
    negative,
    nodes_of,
    replaced,
)

from .binding import DISTRIBUTIONS, NEW, Names
from .sampling import agree, constant_ratio, same_values

_SMALLEST_ALONE = 3
"""Nodes that a side must have to be taken for the formula without its left side."""


@dataclass(frozen=True)
class Claim:
    """Two trees that are equal at every point: what is left is to prove it."""

    left: Node
    right: Node


def claims(wanted: Formula, given: Formula, names: Names) -> Iterator[Claim]:
    """Yield ways in which `given` says `wanted`, each numerically right."""
    right = wanted.sides[-1]
    for side in said_of(wanted, given, names):
        if same_values(side, right):
            yield Claim(side, right)
    if len(wanted.sides) == 1:
        return
    for left, other in _pairs(given):
        yield from _rearranged(wanted, left, other)


def said_of(wanted: Formula, given: Formula, names: Names) -> Iterator[Node]:
    """Yield what `given` says that the rubric's left side is."""
    sides = given.sides
    if len(wanted.sides) == 1:
        for side in reversed(sides):
            yield side
            yield from _parameters(side)
        return
    lefts = [place for place, side in enumerate(sides) if side == wanted.sides[0]]
    for place in lefts:
        yield from (side for at, side in enumerate(sides) if at != place)
    if not lefts and _may_be_unnamed(sides[0], names) and _is_telling(wanted.sides[-1]):
        yield from sides[1:] or sides


def _parameters(side: Node) -> Iterator[Node]:
    """Yield the variance of a normal distribution that is written as N(0, v)."""
    if isinstance(side, Symbol):
        return
    for node in nodes_of(side):
        if isinstance(node, Call) and node.name in DISTRIBUTIONS:
            yield from node.arguments[1:]


def _may_be_unnamed(first: Node, names: Names) -> bool:
    """True if the left side is a name of the student's own: `out = ...`."""
    if isinstance(first, Symbol):
        return first.name.removesuffix(NEW) not in names.wanted
    return True


def _is_telling(side: Node) -> bool:
    return sum(1 for _ in nodes_of(side)) >= _SMALLEST_ALONE


def _pairs(given: Formula) -> Iterator[tuple[Node, Node]]:
    yield from pairwise(given.sides)
    if len(given.sides) > 2:  # noqa: PLR2004 - the first and the last of a chain
        yield given.sides[0], given.sides[-1]


def _rearranged(wanted: Formula, left: Node, right: Node) -> Iterator[Claim]:
    first, value = wanted.sides[0], wanted.sides[-1]
    if isinstance(first, Symbol) and first.name not in names_of(value):
        if first.name in names_of(left) | names_of(right) and _solves(left, right, first, value):
            put = [replaced(one, first, value) for one in (left, right)]
            yield Claim(*put)
        return
    ratio = constant_ratio(_difference(first, value), _difference(left, right))
    if ratio is not None:
        yield Claim(_difference(first, value), Product((Number(ratio), _difference(left, right))))


def _difference(left: Node, right: Node) -> Node:
    return Sum((left, negative(right)))


def _solves(left: Node, right: Node, unknown: Symbol, value: Node) -> bool:
    """True if the equation is linear in `unknown` and `value` is its one solution."""
    gap = _difference(left, right)

    def solved(point: Point) -> float | None:
        at = [value_of(gap, _fixed(point, unknown.name, x)) for x in (0.0, 1.0, 2.0)]
        if at[0] is None or at[1] is None or at[2] is None:
            return None
        slope = at[1] - at[0]
        bent = abs(at[2] - 2 * at[1] + at[0]) > _BENT * max(map(abs, (at[0], at[1], at[2], 1.0)))
        return None if bent or abs(slope) < _BENT else -at[0] / slope

    return agree(solved, value, left, right)


_BENT = 1e-9


def _fixed(point: Point, name: str, value: float) -> Point:
    return Point(point.seed, point.low, point.high, {**point.counts, name: value}, point.terms)
