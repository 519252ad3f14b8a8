"""A tree in one form, as text: what is only written in another order becomes the same."""

import itertools
import math
from collections.abc import Iterator
from fractions import Fraction

from .tree import MINUS_ONE, Call, Node, Number, Power, Product, Sum, Symbol, Total

MOST_TERMS = 32


def terms_of(node: Node) -> tuple[Node, ...]:
    """Return what is added up in a tree, with products of sums multiplied out if that is short."""
    return tuple(_terms(node)) if _count(node) <= MOST_TERMS else (node,)


def _count(node: Node) -> int:
    if isinstance(node, Sum):
        return sum(_count(one) for one in node.terms)
    if isinstance(node, Product):
        return math.prod(_count(one) for one in node.factors)
    return 1


def _terms(node: Node) -> Iterator[Node]:
    if isinstance(node, Sum):
        for term in node.terms:
            yield from _terms(term)
    elif isinstance(node, Product) and _count(node) > 1:
        for chosen in itertools.product(*(tuple(_terms(one)) for one in node.factors)):
            yield Product(chosen)
    else:
        yield node


def form_of(node: Node) -> str:  # noqa: PLR0911 - one for each kind of node
    """Return a text that is the same for trees that differ in order and brackets only."""
    match node:
        case Number(value=value):
            return str(value)
        case Symbol(name=name):
            return name
        case Sum():
            return f"({' + '.join(sorted(form_of(one) for one in _flat_sum(node)))})"
        case Product():
            return _product_form(node)
        case Power(base=base, exponent=exponent):
            return f"({form_of(base)}^{form_of(exponent)})"
        case Call(name=name, arguments=arguments):
            inner = [form_of(one) for one in arguments]
            return f"{name}({', '.join(sorted(inner) if name in ('max', 'min') else inner)})"
        case Total(body=body, index=index, low=low, high=high):
            bounds = ", ".join(form_of(one) if one else "" for one in (low, high))
            return f"total[{index}, {bounds}]({form_of(body)})"


def _flat_sum(node: Node) -> list[Node]:
    if isinstance(node, Sum):
        return [inner for term in node.terms for inner in _flat_sum(term)]
    return [node]


def _product_form(node: Product) -> str:
    constant, others = Fraction(1), []
    for factor in _flat_product(node):
        if isinstance(factor, Number):
            constant *= factor.value
        elif factor.__class__ is Power and _inverse(factor) is not None:
            constant /= _inverse(factor) or Fraction(1)
        else:
            others.append(form_of(factor))
    head = [] if constant == 1 and others else [str(constant)]
    return "*".join([*head, *sorted(others)])


def _inverse(power: Node) -> Fraction | None:
    """Return 2 for the power 1/2."""
    if isinstance(power, Power) and power.exponent == MINUS_ONE and isinstance(power.base, Number):
        return power.base.value or None
    return None


def _flat_product(node: Node) -> list[Node]:
    if isinstance(node, Product):
        return [inner for factor in node.factors for inner in _flat_product(factor)]
    return [node]


def shown(node: Node) -> str:
    """Return a tree as a person writes it on one line."""
    return _shown(node, 0)


_SUM, _PRODUCT, _POWER = 1, 2, 3


def _shown(node: Node, around: int) -> str:  # noqa: PLR0911 - one for each kind of node
    match node:
        case Number(value=value):
            return str(value) if value.denominator == 1 or around < _PRODUCT else f"({value})"
        case Symbol(name=name):
            return name
        case Sum():
            text = " + ".join(_shown(one, _SUM) for one in _flat_sum(node)).replace("+ -", "- ")
            return f"({text})" if around > _SUM else text
        case Product():
            return _shown_product(node, around)
        case Power(base=base, exponent=exponent):
            return f"{_shown(base, _POWER)}^{_shown(exponent, _POWER)}"
        case Call(name=name, arguments=arguments):
            return f"{name}({', '.join(_shown(one, 0) for one in arguments)})"
        case Total(body=body):
            return f"sum({_shown(body, 0)})"


def _shown_product(node: Product, around: int) -> str:
    flat = _flat_product(node)
    constant = math.prod((one.value for one in flat if isinstance(one, Number)), start=Fraction(1))
    above = [one for one in flat if not isinstance(one, Number) and not _is_below(one)]
    below = [one.base for one in flat if isinstance(one, Power) and _is_below(one)]
    parts = [_shown(one, _PRODUCT) for one in above]
    if abs(constant) != 1 or not parts:
        parts.insert(0, str(abs(constant)))
    text = "*".join(parts) + "".join(f"/{_shown(one, _POWER)}" for one in below)
    text = f"-{text}" if constant < 0 else text
    return f"({text})" if around > _PRODUCT or (constant < 0 and around == _PRODUCT) else text


def _is_below(node: Node) -> bool:
    return isinstance(node, Power) and node.exponent == MINUS_ONE
