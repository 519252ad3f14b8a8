"""What a formula is worth at one point, in ordinary floating point; None where it is nothing."""

import hashlib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .tree import Call, Node, Number, Power, Product, Sum, Symbol, Total

MOST_TERMS = 6
"""Of a sum over an index."""
MOST_SUMS = 2
"""Within one another."""


@dataclass(frozen=True)
class Point:
    """A value for each name, drawn from the name itself: the same on every machine."""

    seed: int
    low: float
    high: float
    counts: Mapping[str, float]
    """Names that count terms, such as the upper bound of a sum."""
    terms: int = 3
    """Of a sum without bounds."""

    def value(self, name: str) -> float:
        """Return the value of `name`."""
        if name in self.counts:
            return self.counts[name]
        return self.low + (self.high - self.low) * _drawn(self.seed, name)


@lru_cache(maxsize=8_192)
def _drawn(seed: int, name: str) -> float:
    """Return a number from 0 to 1."""
    drawn = hashlib.sha256(f"{seed} {name}".encode()).digest()
    return int.from_bytes(drawn[:6], "big") / 2**48


@dataclass(frozen=True)
class _Place:
    """Where within sums a node stands: the index of each, its position and its value."""

    point: Point
    indices: tuple[tuple[str, int, float], ...] = ()

    def value(self, name: str) -> float:
        for index, position, here in reversed(self.indices):
            if name == index:
                return here
            if name not in self.point.counts and carries(name, index):
                return self.point.value(f"{name_without(name, index)}#{position}")
        return self.point.value(name)


def carries(name: str, index: str) -> bool:
    """True if `name` is one of many: `w_i` for the index `i`, every name for none."""
    return not index or name.endswith(f"_{index}")


def name_without(name: str, index: str) -> str:
    """Return `w` for `w_i`."""
    return name.removesuffix(f"_{index}") if index else name


def value_of(node: Node, point: Point) -> float | None:
    """Return the real value of `node`; None if it has none, or is too large."""
    try:
        value = _value(node, _Place(point))
    except (ArithmeticError, ValueError, LookupError, TypeError):
        return None
    return value if math.isfinite(value) else None


def _value(node: Node, place: _Place) -> float:  # noqa: PLR0911 - one for each kind of node
    match node:
        case Number(value=value):
            return float(value)
        case Symbol(name=name):
            return place.value(name)
        case Sum(terms=terms):
            return math.fsum(_value(one, place) for one in terms)
        case Product(factors=factors):
            return math.prod(_value(one, place) for one in factors)
        case Power(base=base, exponent=exponent):
            return math.pow(_value(base, place), _value(exponent, place))
        case Call(name=name, arguments=arguments):
            return _COMPUTED[name](*(_value(one, place) for one in arguments))
        case Total():
            return _total(node, place)


def _total(node: Total, place: _Place) -> float:
    low = _value(node.low, place) if node.low else 1.0
    high = _value(node.high, place) if node.high else low + place.point.terms - 1
    count = round(high - low) + 1
    whole = (high - low).is_integer() and len(place.indices) < MOST_SUMS
    if not whole or not 1 <= count <= MOST_TERMS:
        msg = f"expected a sum of 1 to {MOST_TERMS} terms, found {count}"
        raise ValueError(msg)
    rows = (
        _Place(place.point, (*place.indices, (node.index, position, low + position)))
        for position in range(count)
    )
    return math.fsum(_value(node.body, row) for row in rows)


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def _sign(x: float) -> float:
    return float((x > 0) - (x < 0))


def _relu(x: float) -> float:
    return max(x, 0.0)


def _factorial(x: float) -> float:
    return math.gamma(x + 1)


_COMPUTED: Mapping[str, Callable[..., float]] = {
    "exp": math.exp, "log": math.log, "sqrt": math.sqrt, "sin": math.sin, "cos": math.cos,
    "tan": math.tan, "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh,
    "sigmoid": _sigmoid, "sign": _sign, "abs": abs, "floor": math.floor, "ceil": math.ceil,
    "relu": _relu, "factorial": _factorial, "max": max, "min": min,
}  # fmt: skip
