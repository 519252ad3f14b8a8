"""What a wrong formula has wrong: a sign, a factor, a term, a square; nothing if it is more."""

from collections.abc import Iterator, Mapping
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
    mapped,
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
    """How a formula differs from the right one, as the end of a sentence with trees in it."""

    words: str
    parts: tuple[Node, ...] = ()
    mild: bool = False
    """Someone may take it for right."""

    def told(self, spelling: Mapping[str, str]) -> str:
        """Return the words with the student's own names for the rubric's."""
        return self.words.format(*(shown(_spelt(one, spelling)) for one in self.parts))


def _spelt(node: Node, spelling: Mapping[str, str]) -> Node:
    if isinstance(node, Symbol):
        return Symbol(spelling.get(node.name, node.name))
    return mapped(node, lambda one: _spelt(one, spelling))


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
    yield from _function_slips(said, right)
    terms = terms_of(right)
    if len(terms) > 1:
        yield from _term_slips(said, right, terms)
    yield from _factor_slips(said, right)
    yield from _extra_terms(said, right)


def _times(ratio: Fraction, what: str) -> str:
    if ratio == -1:
        return f"{what} has the other sign"
    also = " and has the other sign" if ratio < 0 else ""
    return f"{what} is {abs(ratio)} times as large{also}"


def _term_slips(said: Node, right: Node, terms: tuple[Node, ...]) -> Iterator[Slip]:
    gap = Sum((said, negative(right)))
    for term in terms:
        ratio = constant_ratio(gap, term)
        if ratio == -1:
            yield Slip("the term {} is missing", (_plain(term),))
        elif ratio is not None:
            yield Slip(_times(ratio + 1, "the term {}"), (_plain(term),))
    names = [Symbol(name) for name in sorted(names_of(right) | names_of(said))]
    for term in terms[:_MOST_TRIED]:
        rest = Sum((said, negative(right), term))
        for factor in _factors(term):
            if same_values(rest, quotient(term, factor)):
                yield Slip("the factor {} is missing in the term {}", (factor, _plain(term)))
        for name in names[:_MOST_TRIED]:
            if same_values(rest, Product((term, name))):
                yield Slip("the term {} is multiplied by {} once more", (_plain(term), name))


def _factor_slips(said: Node, right: Node) -> Iterator[Slip]:
    for name in sorted(names_of(right) | names_of(said))[:_MOST_TRIED]:
        symbol = Symbol(name)
        if same_values(said, Product((right, symbol))):
            yield Slip("it is multiplied by {} once more", (symbol,))
        elif same_values(said, quotient(right, symbol)):
            yield Slip("the factor {} is missing, or it is divided by it once more", (symbol,))


def _extra_terms(said: Node, right: Node) -> Iterator[Slip]:
    terms = terms_of(said)
    gap = Sum((said, negative(right)))
    for term in terms[:_MOST_TRIED] if len(terms) > 1 else ():
        if same_values(gap, term):
            yield Slip("the term {} is too much", (_plain(term),))


def _function_slips(said: Node, right: Node) -> Iterator[Slip]:
    """Try either formula without each of its squares, roots and functions."""
    words = "{} stands where {} is asked for"
    for node, inner in _wrapped(right):
        if same_values(said, replaced(right, node, inner)):
            yield Slip(words, (inner, node), mild=not _is_square(node))
    for node, inner in _wrapped(said):
        if same_values(replaced(said, node, inner), right):
            yield Slip(words, (node, inner), mild=not _is_square(node))


def _wrapped(tree: Node) -> list[tuple[Node, Node]]:
    """Return each power and function in a tree, and what it is of."""
    found = [one for one in nodes_of(tree) if _wraps(one)]
    return [(one, one.base if isinstance(one, Power) else _only(one)) for one in found][
        :_MOST_TRIED
    ]


def _is_square(node: Node) -> bool:
    if not isinstance(node, Power) or not isinstance(node.exponent, Number):
        return False
    return node.exponent.value.denominator == 1


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


def _plain(term: Node) -> Node:
    """Return a term without its sign."""
    flat = term.factors if isinstance(term, Product) else (term,)
    minus = [one for one in flat if one == MINUS_ONE]
    return Product(tuple(one for one in flat if one != MINUS_ONE)) if minus else term
