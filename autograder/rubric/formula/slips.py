"""What a wrong formula has wrong: a sign, a factor, a term, a square; nothing if it is more."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from autograder.formulas import Node
from autograder.formulas.forms import shown, terms_of
from autograder.formulas.tree import (
    MINUS_ONE,
    Call,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    names_of,
    negative,
    nodes_of,
    quotient,
    replaced,
)

from .sampling import constant_ratio, same_values

_FEWEST_NODES = 3
_MOST_TRIED = 12


@dataclass(frozen=True)
class Slip:
    """How a formula differs from the right one, as the end of a sentence."""

    words: str
    mild: bool = False
    """Someone may take it for right."""


def slip_between(said: Node, right: Node) -> Slip | None:
    """Return the one thing in which `said` differs from `right`; None if it is another formula."""
    if sum(1 for _ in nodes_of(said)) < _FEWEST_NODES or not names_of(said) & names_of(right):
        return None
    return next(_slips(said, right), None)


def _slips(said: Node, right: Node) -> Iterator[Slip]:
    ratio = constant_ratio(said, right)
    if ratio is not None:
        yield Slip(_times(ratio, "it"))
        return
    yield from _missing_functions(said, right)
    terms = terms_of(right)
    if len(terms) > 1:
        yield from _term_slips(said, right, terms)
    yield from _factor_slips(said, right)
    yield from _extra_terms(said, right)


def _times(ratio: Fraction, what: str) -> str:
    if ratio == -1:
        return f"{what} has the other sign"
    return f"{what} is {abs(ratio)} times as large" + (
        " and has the other sign" if ratio < 0 else ""
    )


def _term_slips(said: Node, right: Node, terms: tuple[Node, ...]) -> Iterator[Slip]:
    gap = Sum((said, negative(right)))
    for term in terms:
        ratio = constant_ratio(gap, term)
        if ratio is None:
            continue
        if ratio == -1:
            yield Slip(f"the term {_plain(term)} is missing")
        else:
            yield Slip(_times(ratio + 1, f"the term {_plain(term)}"))
    for term in terms[:_MOST_TRIED]:
        for factor in _factors(term):
            changed = Sum((right, negative(term), quotient(term, factor)))
            if same_values(said, changed):
                yield Slip(f"the factor {shown(factor)} is missing in the term {_plain(term)}")


def _factor_slips(said: Node, right: Node) -> Iterator[Slip]:
    for name in sorted(names_of(right) | names_of(said))[:_MOST_TRIED]:
        symbol = Symbol(name)
        if same_values(said, Product((right, symbol))):
            yield Slip(f"it is multiplied by {name} once more")
        elif same_values(said, quotient(right, symbol)):
            yield Slip(f"the factor {name} is missing, or it is divided by {name} once more")


def _extra_terms(said: Node, right: Node) -> Iterator[Slip]:
    terms = terms_of(said)
    gap = Sum((said, negative(right)))
    for term in terms[:_MOST_TRIED] if len(terms) > 1 else ():
        if same_values(gap, term):
            yield Slip(f"the term {_plain(term)} is too much")


def _missing_functions(said: Node, right: Node) -> Iterator[Slip]:
    """Try the right formula without each of its squares, roots and functions."""
    wrapped = [one for one in nodes_of(right) if _wraps(one)]
    for node in wrapped[:_MOST_TRIED]:
        inner = node.base if isinstance(node, Power) else _only(node)
        if same_values(said, replaced(right, node, inner)):
            yield Slip(f"{shown(node)} is asked for where {shown(inner)} stands", mild=True)


def _wraps(node: Node) -> bool:
    if isinstance(node, Power):
        return isinstance(node.exponent, Number) and node.exponent != MINUS_ONE
    return isinstance(node, Call) and len(node.arguments) == 1


def _only(node: Node) -> Node:
    return node.arguments[0] if isinstance(node, Call) else node


def _factors(term: Node) -> list[Node]:
    """Return the factors of a term that a student may forget."""
    if not isinstance(term, Product):
        return []
    flat = [inner for one in term.factors for inner in (_factors(one) or [one])]
    return [one for one in flat if not (isinstance(one, Number) and abs(one.value) == 1)]


def _plain(term: Node) -> str:
    """Show a term without its sign."""
    return shown(term).removeprefix("-")
