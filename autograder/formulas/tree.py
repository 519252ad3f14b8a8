"""A formula as a tree of seven kinds of node, and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias


class FormulaError(ValueError):
    """A text that is no formula, or larger than is read; says where and why."""


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name: `w`, `p_k`, `v_t-1`, `y_hat`, `dL_dw`, `grad`."""

    name: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms added up."""

    terms: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Product:
    """Factors multiplied; their order says nothing."""

    factors: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Power:
    """`base ** exponent`; a quotient is a power of -1."""

    base: "Node"
    exponent: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of `FUNCTIONS`, or one whose name alone is known."""

    name: str
    arguments: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over an index; without an index each name in it varies."""

    body: "Node"
    index: str
    low: "Node | None"
    high: "Node | None"


Node: TypeAlias = Number | Symbol | Sum | Product | Power | Call | Total

FUNCTIONS = {
    "exp": 1, "log": 1, "sqrt": 1, "sin": 1, "cos": 1, "tan": 1, "sinh": 1, "cosh": 1,
    "tanh": 1, "sigmoid": 1, "sign": 1, "abs": 1, "floor": 1, "ceil": 1, "relu": 1,
    "factorial": 1, "max": 2, "min": 2,
}  # fmt: skip
"""What is computed, and of how many arguments (at least, where it is two)."""

ZERO, ONE, MINUS_ONE = (Number(Fraction(value)) for value in (0, 1, -1))


@dataclass(frozen=True, slots=True)
class Formula:
    """What stands between equals signs: one side is an expression, two are an equation."""

    sides: tuple[Node, ...]


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below."""
    match node:
        case Sum(terms=inner) | Product(factors=inner) | Call(arguments=inner):
            return inner
        case Power(base=base, exponent=exponent):
            return (base, exponent)
        case Total(body=body, low=low, high=high):
            return (body, *(one for one in (low, high) if one is not None))
    return ()


def nodes_of(node: Node) -> Iterator[Node]:
    """Yield the node and all below it."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(children(one)))


def names_of(node: Node) -> frozenset[str]:
    """Return the names of the symbols in a tree."""
    return frozenset(one.name for one in nodes_of(node) if isinstance(one, Symbol))


def negative(node: Node) -> Node:
    """Return `-node`."""
    if isinstance(node, Number):
        return Number(-node.value)
    return Product((MINUS_ONE, node))


def quotient(above: Node, below: Node) -> Node:
    """Return `above / below`."""
    return Product((above, Power(below, MINUS_ONE)))


def mapped(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return `node` with `change` of each node directly below."""
    match node:
        case Sum(terms=terms):
            return Sum(tuple(map(change, terms)))
        case Product(factors=factors):
            return Product(tuple(map(change, factors)))
        case Power(base=base, exponent=exponent):
            return Power(change(base), change(exponent))
        case Call(name=name, arguments=arguments):
            return Call(name, tuple(map(change, arguments)))
        case Total(body=body, index=index, low=low, high=high):
            return Total(change(body), index, low and change(low), high and change(high))
        case _:
            return node


def replaced(tree: Node, old: Node, new: Node) -> Node:
    """Return `tree` with `new` wherever `old` stands."""
    if tree == old:
        return new
    return mapped(tree, lambda inner: replaced(inner, old, new))
