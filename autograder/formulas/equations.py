"""A text -> a formula: expressions with equals signs between, and updates written out."""

from collections.abc import Callable, Collection, Sequence

from .parser import read_sum
from .reader import MOST_CHARACTERS, MOST_NODES, Reader
from .tokens import Token, tokens_of
from .tree import Formula, FormulaError, Node, Product, Sum, negative, quotient


def read_formula(text: str, known: Collection[str] = (), *, loose: bool = False) -> Formula:
    """Read LaTeX or plain text, such as `v_t = beta v_{t-1} + (1 - beta) g`.

    `known` names tell `lr(g + w)`, a product, from a function of another name. Read
    loosely, `g(w)` is g and `w^{t+1}` is w at another time.

    Raises:
        FormulaError: says what was expected, and where.
    """
    if len(text) > MOST_CHARACTERS:
        msg = f"expected at most {MOST_CHARACTERS} characters, found {len(text)}"
        raise FormulaError(msg)
    return read_tokens(tokens_of(text, known), known, loose=loose)


def read_tokens(
    tokens: Sequence[Token], known: Collection[str] = (), *, loose: bool = False
) -> Formula:
    """Read tokens of one formula.

    Raises:
        FormulaError: says what was expected, and where.
    """
    if len(tokens) > MOST_NODES:
        msg = f"expected at most {MOST_NODES} names, numbers and signs, found {len(tokens)}"
        raise FormulaError(msg)
    reader = Reader(tokens, known, loose)
    sides = [_side(reader)]
    while reader.peek().kind == "equals":
        sign = reader.take().text
        side = _side(reader)
        sides.append(_changed(sides[-1], sign, side))
    if reader.at < len(tokens):
        reader.refuse("the end")
    return Formula(tuple(sides))


def _changed(left: Node, sign: str, right: Node) -> Node:
    """Return what `left += right` and the like make of `left`."""
    makes: dict[str, Callable[[], Node]] = {
        "+=": lambda: Sum((left, right)),
        "-=": lambda: Sum((left, negative(right))),
        "*=": lambda: Product((left, right)),
        "/=": lambda: quotient(left, right),
    }
    return makes[sign]() if sign in makes else right


def _side(reader: Reader) -> Node:
    reader.accept("&")
    side = read_sum(reader)
    reader.accept("&")
    return side
