"""Tokens one after another, with caps: no text makes reading deep, large or slow."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .tokens import Token
from .tree import Call, FormulaError, Node, Number, Power, Symbol, Total, nodes_of
from .values import Point, value_of

MOST_CHARACTERS = 500
MOST_NODES = 250
MOST_DEPTH = 60
MOST_EXPONENT = 64
MOST_CONSTANT = 1e30
MOST_DIGITS = 15

_NOWHERE = Point(seed=0, low=0, high=0, counts={})
_END = Token("stop", "", -1, -1)


@dataclass
class Reader:
    """The tokens of a formula, and how far they are read."""

    tokens: Sequence[Token]
    known: Collection[str]
    loose: bool
    """Read `g(w)` as g, and `w^{t+1}` as the next w."""
    at: int = 0
    depth: int = 0
    bars: int = 0
    """Open bars of an absolute value: the next one closes."""

    def peek(self, ahead: int = 0) -> Token:
        """Return the token `ahead` of the next one."""
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else _END

    def take(self) -> Token:
        """Return the next token and go past it."""
        token = self.peek()
        self.at += 1
        return token

    def sees(self, *texts: str) -> bool:
        """True if the next token is one of these signs."""
        token = self.peek()
        return token.kind in ("sign", "equals") and token.text in texts

    def accept(self, *texts: str) -> bool:
        """Go past the next token if it is one of these signs."""
        seen = self.sees(*texts)
        self.at += seen
        return seen

    def expect(self, text: str) -> None:
        """Go past `text`, or refuse."""
        if not self.accept(text):
            self.refuse(repr(text))

    def refuse(self, expected: str) -> None:
        """Raise a FormulaError that says what should stand here."""
        token = self.peek()
        found = f"{token.text!r} at character {token.start + 1}" if token.text else "the end"
        msg = f"expected {expected}, found {found}"
        raise FormulaError(msg)

    def deeper(self) -> None:
        """Count a level of nesting."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            msg = f"expected at most {MOST_DEPTH} levels of brackets, found more"
            raise FormulaError(msg)

    def number(self, text: str) -> Number:
        """Return a number that is not too long."""
        mantissa, _, power = text.lower().partition("e")
        if len(mantissa) > MOST_DIGITS or abs(int(power or 0)) > MOST_DIGITS * 2:
            msg = f"expected a number of at most {MOST_DIGITS} digits, found {text[:40]!r}"
            raise FormulaError(msg)
        return Number(Fraction(text))

    def power(self, base: Node, exponent: Node) -> Node:
        """Return a power, if its numbers are small enough to be computed."""
        if _is_constant(exponent):
            value = value_of(exponent, _NOWHERE)
            if value is None or abs(value) > MOST_EXPONENT:
                msg = f"expected exponents up to {MOST_EXPONENT}, found a larger one"
                raise FormulaError(msg)
        made = Power(base, exponent)
        if _is_constant(base) and _is_constant(exponent):
            result = value_of(made, _NOWHERE)
            if result is None or abs(result) > MOST_CONSTANT:
                msg = "expected a power that is a number of at most 30 digits, found another"
                raise FormulaError(msg)
        return made


def _is_constant(node: Node) -> bool:
    return all(not _varies(one) for one in nodes_of(node))


def _varies(node: Node) -> bool:
    return isinstance(node, Symbol | Total | Call)
