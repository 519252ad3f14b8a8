"""Are two trees equal? First at fixed random points: one witness proves that they are not.

Two different polynomials agree at a random point with a chance near zero (Schwartz 1980,
Zippel 1979), so that agreement everywhere is strong evidence, which a proof then settles.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

from autograder.formulas import Node, Point, value_of
from autograder.formulas.tree import Total, names_of, nodes_of

_DOMAINS = ((0.05, 0.95, 6), (-3.0, 3.0, 8), (0.5, 40.0, 6))
"""Shares and probabilities, numbers of either sign, and sizes; how many points of each."""
_TERMS = (2, 3, 4)
_FEWEST = 4
_CLOSE = 1e-8
_RATIO = 1e-7
_FINEST = 64


def counts_of(nodes: Iterable[Node]) -> frozenset[str]:
    """Return the names that stand in the bounds of sums: they count terms."""
    totals = [one for node in nodes for one in nodes_of(node) if isinstance(one, Total)]
    bounds = [bound for one in totals for bound in (one.low, one.high) if bound is not None]
    return frozenset(name for bound in bounds for name in names_of(bound))


def points_for(*nodes: Node) -> Iterator[Point]:
    """Yield the points at which these trees are compared."""
    yield from _points(counts_of(nodes))


@lru_cache(maxsize=64)
def _points(counts: frozenset[str]) -> tuple[Point, ...]:
    return tuple(_made(counts))


def _made(counts: frozenset[str]) -> Iterator[Point]:
    seed = 0
    for low, high, number in _DOMAINS:
        for _ in range(number):
            seed += 1
            terms = _TERMS[seed % len(_TERMS)]
            yield Point(seed, low, high, dict.fromkeys(counts, float(terms)), terms)


def agree(left: Callable[[Point], float | None], right: Node, *others: Node) -> bool:
    """True if `left` is `right` wherever both have a value, and both do in some places."""
    seen = 0
    for point in points_for(right, *others):
        one, other = left(point), value_of(right, point)
        if one is None or other is None:
            continue
        if not _is_close(one, other):
            return False
        seen += 1
    return seen >= _FEWEST


def same_values(left: Node, right: Node) -> bool:
    """True if two trees agree at every point."""
    return agree(lambda point: value_of(left, point), right, left)


def constant_ratio(left: Node, right: Node) -> Fraction | None:
    """Return c if `left` is `c * right` at every point, for a plain number c that is not 0."""
    ratios = (
        one / other
        for point in points_for(left, right)
        if (one := value_of(left, point)) is not None
        and (other := value_of(right, point)) is not None
        and other
    )
    first = next(ratios, 0.0)
    ratio = Fraction(first).limit_denominator(_FINEST)
    if not ratio:
        return None
    seen = 0
    for one in itertools.chain([first], ratios):
        if not math.isclose(one, ratio, rel_tol=_RATIO):
            return None
        seen += 1
    return ratio if seen >= _FEWEST else None


def _is_close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=_CLOSE * 1e-3)
