"""Sums over an index written out with a few terms, for a proof that knows no indices."""

from fractions import Fraction

from autograder.formulas import Node, Point, value_of
from autograder.formulas.tree import Number, Sum, Symbol, Total, mapped
from autograder.formulas.values import MOST_SUMS, MOST_TERMS, carries, name_without

Row = tuple[str, int, float]
"""An index, which of its terms, and its value there."""


def unrolled(node: Node, point: Point, rows: tuple[Row, ...] = ()) -> Node | None:
    """Return `node` without sums over an index; None if one of them has no few terms."""
    try:
        return _unrolled(node, point, rows)
    except ValueError:
        return None


def _unrolled(node: Node, point: Point, rows: tuple[Row, ...]) -> Node:
    if isinstance(node, Symbol):
        return _symbol(node.name, point, rows)
    if isinstance(node, Total):
        return _written_out(node, point, rows)
    return mapped(node, lambda one: _unrolled(one, point, rows))


def _symbol(name: str, point: Point, rows: tuple[Row, ...]) -> Node:
    for index, position, here in reversed(rows):
        if name == index:
            return Number(Fraction(here))
        if name not in point.counts and carries(name, index):
            return Symbol(f"{name_without(name, index)}#{position}")
    return Number(Fraction(point.counts[name])) if name in point.counts else Symbol(name)


def _written_out(node: Total, point: Point, rows: tuple[Row, ...]) -> Node:
    low = _bound(node.low, point, rows) if node.low else 1.0
    high = _bound(node.high, point, rows) if node.high else low + point.terms - 1
    count = round(high - low) + 1
    if not 1 <= count <= MOST_TERMS or len(rows) >= MOST_SUMS:
        msg = f"expected a sum of 1 to {MOST_TERMS} terms, found {count}"
        raise ValueError(msg)
    return Sum(
        tuple(
            _unrolled(node.body, point, (*rows, (node.index, position, low + position)))
            for position in range(count)
        )
    )


def _bound(node: Node, point: Point, rows: tuple[Row, ...]) -> float:
    value = value_of(_unrolled(node, point, rows), point)
    if value is None:
        msg = "expected a bound with a value"
        raise ValueError(msg)
    return value
