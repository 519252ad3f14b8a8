"""What stands right of an assignment -> a small tree: names, calls, products, differences.

Tolerant: a word that says "times" is a product, and what is no expression is a bag of names.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

_TOKEN = re.compile(
    r"(?P<slope>(?:\b|\\)(?:d|partial|∂)\s?\(?(?P<above>[A-Za-z]\w{0,30})\)?\s?/\s?"
    r"\\?(?:d|partial|∂)\s?\(?(?P<below>[A-Za-z]\w{0,30})\)?)"
    r"|(?P<partial>∂\s?(?P<up>[A-Za-z]\w{0,30})\s?/\s?∂\s?(?P<down>[A-Za-z]\w{0,30}))"
    r"|(?P<name>[^\W\d][\w.]{0,60}'?)|(?P<number>\d[\w.]{0,20})|(?P<sign>\*\*|[-+*/@^()\[\],\u22c5\u00b7\u00d7\u2299])"
)
_WORDS = {"times": "*", "minus": "-", "plus": "+", "multiplied": "*", "over": "/"}
_SILENT = frozenset(["by", "the", "a", "an", "of", "and", "then", "its", "with"])
MOST_TOKENS = 120
MOST_DEPTH = 20


@dataclass(frozen=True)
class Name:
    """A variable, or a number."""

    name: str


@dataclass(frozen=True)
class Slope:
    """`dL/dw`."""

    above: str
    below: str

    @property
    def name(self) -> str:
        """As one name."""
        return f"d{self.above}d{self.below}"


@dataclass(frozen=True)
class Called:
    """`f(u, wf)`."""

    name: str
    arguments: "tuple[Expression, ...]"


@dataclass(frozen=True)
class Parts:
    """Joined by one kind of sign: `*` for products, `+` for sums, `^` for a power."""

    sign: str
    parts: "tuple[Expression, ...]"


@dataclass(frozen=True)
class Minus:
    """Taken away."""

    inner: "Expression"


Expression: TypeAlias = Name | Slope | Called | Parts | Minus
_Token: TypeAlias = tuple[str, "Name | Slope | None"]


def expression_of(text: str) -> Expression:
    """Read an expression; names that stand side by side are multiplied."""
    tokens = _tokens(text)[:MOST_TOKENS]
    parts = []
    at = 0
    while at < len(tokens):
        one, behind = _sum(tokens, at, 0)
        parts.append(one)
        at = max(behind, at + 1)
    return parts[0] if len(parts) == 1 else Parts("*", tuple(parts))


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        above, below = match["above"] or match["up"], match["below"] or match["down"]
        word = match["name"] or match["number"]
        if above:
            found.append(("name", Slope(above, below)))
        elif word and word.lower() in _WORDS:
            found.append((_WORDS[word.lower()], None))
        elif word and word.lower() not in _SILENT:
            found.append(("name", Name(word)))
        elif match["sign"]:
            found.append(({"[": "(", "]": ")", "**": "^"}.get(match["sign"], match["sign"]), None))
    return found


def _sum(tokens: Sequence[_Token], at: int, depth: int) -> tuple[Expression, int]:
    terms: list[Expression] = []
    minus = False
    while at < len(tokens) and tokens[at][0] not in (")", ","):
        if tokens[at][0] in ("+", "-"):
            minus, at = tokens[at][0] == "-", at + 1
            continue
        term, at = _product(tokens, at, depth)
        terms.append(Minus(term) if minus else term)
        minus = False
    if len(terms) == 1:
        return terms[0], at
    return Parts("+", tuple(terms)), at


def _product(tokens: Sequence[_Token], at: int, depth: int) -> tuple[Expression, int]:
    factors: list[Expression] = []
    sign = "*"
    while at < len(tokens) and tokens[at][0] not in ("+", "-", ")", ","):
        kind, value = tokens[at]
        if kind == "^":
            sign, at = "^", at + 1
        elif kind not in ("name", "("):
            at += 1
        else:
            factor, at = _atom(tokens, at, value, depth)
            factors.append(factor)
    return (factors[0], at) if len(factors) == 1 else (Parts(sign, tuple(factors)), at)


def _atom(
    tokens: Sequence[_Token], at: int, value: "Name | Slope | None", depth: int
) -> tuple[Expression, int]:
    opens = at if value is None else at + 1
    if value is not None and not (opens < len(tokens) and tokens[opens][0] == "("):
        return value, at + 1
    if depth >= MOST_DEPTH:
        return value or Name(""), len(tokens)
    arguments, at = _arguments(tokens, opens + 1, depth + 1)
    if value is not None:
        return (Called(value.name, arguments) if isinstance(value, Name) else value), at
    return (arguments[0] if len(arguments) == 1 else Parts("*", arguments)), at


def _arguments(tokens: Sequence[_Token], at: int, depth: int) -> tuple[tuple[Expression, ...], int]:
    found = []
    while at < len(tokens) and tokens[at][0] != ")":
        if tokens[at][0] == ",":
            at += 1
            continue
        one, at = _sum(tokens, at, depth)
        found.append(one)
    return tuple(found), at + 1


def names_in(expression: Expression) -> list[str]:
    """Return the names of an expression, in order."""
    match expression:
        case Name(name=name):
            return [name]
        case Slope():
            return [expression.name]
        case Called(name=name, arguments=inner):
            return [name, *(one for part in inner for one in names_in(part))]
        case Parts(parts=inner):
            return [one for part in inner for one in names_in(part)]
        case Minus(inner=one):
            return names_in(one)
