"""Tokens -> an expression's tree, by recursive descent. None of it is ever run as code."""

from collections.abc import Callable
from fractions import Fraction

from .functions import WRITTEN, called
from .names import SPELLINGS
from .reader import Reader
from .symbols import (
    derivative,
    full_name,
    gradient,
    is_small,
    named_gradient,
    partial,
    skip_arguments,
    starts_name,
)
from .tree import (
    FUNCTIONS,
    MINUS_ONE,
    Call,
    Node,
    Number,
    Product,
    Sum,
    Symbol,
    Total,
    negative,
    quotient,
)

_HALF = Number(Fraction(1, 2))
_SUMMED = "\u2211"
_ROOT = "\u221a"


def read_sum(reader: Reader) -> Node:
    """Read an expression: all up to an equals sign, a comma or a closing bracket."""
    reader.deeper()
    terms = [_term(reader, first=True)]
    while reader.sees("+", "-"):
        terms.append(_term(reader, first=False))
    reader.depth -= 1
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _term(reader: Reader, *, first: bool) -> Node:
    minus = False
    if reader.sees("+", "-") or not first:
        minus = reader.take().text == "-"
    term = _product(reader)
    return negative(term) if minus else term


def _product(reader: Reader) -> Node:
    factors = [_factor(reader)]
    while True:
        if reader.accept("*"):
            factors.append(_factor(reader))
        elif reader.accept("/"):
            factors.append(reader.power(_factor(reader), MINUS_ONE))
        elif _starts_factor(reader):
            factors.append(_factor(reader))
        else:
            return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _starts_factor(reader: Reader) -> bool:
    token = reader.peek()
    if starts_name(token) or token.kind == "number":
        return True
    if token.kind == "command":
        return token.text in FUNCTIONS or token.text in SPELLINGS
    return reader.sees(*_OPENING) or (not reader.bars and reader.sees("|", "||"))


_OPENING = ("(", "[", "{", "floor(", "ceil(", "frac", _ROOT, _SUMMED, "\u2207", "\u2202")


def _factor(reader: Reader) -> Node:
    reader.deeper()
    if reader.sees("+", "-"):
        minus = reader.take().text == "-"
        made = _factor(reader)
        made = negative(made) if minus else made
    else:
        made = _power(reader, _primary(reader))
    reader.depth -= 1
    return made


def _power(reader: Reader, base: Node) -> Node:
    while reader.accept("!"):
        base = Call("factorial", (base,))
    if not reader.accept("^", "**"):
        return base
    return reader.power(base, _braced(reader) if reader.sees("{") else _factor(reader))


def _braced(reader: Reader) -> Node:
    reader.expect("{")
    inner = read_sum(reader)
    reader.expect("}")
    return inner


def _primary(reader: Reader) -> Node:
    token = reader.peek()
    if token.kind == "number":
        return reader.number(reader.take().text)
    if starts_name(token) or token.kind == "command":
        return _named(reader)
    if token.kind == "sign" and token.text in _SIGNED:
        return _SIGNED[token.text](reader)
    reader.refuse("a name, a number or a bracket")
    raise AssertionError


def _named(reader: Reader) -> Node:
    text = reader.peek().text
    name = SPELLINGS.get(text, text)
    if name not in reader.known and (name in FUNCTIONS or name in WRITTEN):
        reader.take()
        return _function(reader, name)
    if (text == "sum" or text.startswith("sum_")) and text not in reader.known:
        reader.take()
        return _total(reader, text[4:])
    symbol = full_name(reader)
    if symbol in FUNCTIONS and symbol not in reader.known:
        return _function(reader, symbol)
    if symbol.split("_")[0] in ("grad", "gradient"):
        return named_gradient(reader, symbol)
    joined = derivative(reader, symbol)
    if joined.name != symbol or not reader.sees("("):
        if joined.name != symbol:
            skip_arguments(reader)
        return joined
    return _applied(reader, symbol)


def _applied(reader: Reader, name: str) -> Node:
    """Read what stands in brackets behind a name: a factor, or arguments."""
    if reader.loose and skip_arguments(reader):
        return Symbol(name)
    if name == "sigma" and name not in reader.known:
        return _function(reader, "sigmoid")
    start = reader.at
    arguments = _arguments(reader)
    if len(arguments) > 1:
        return Call(name, arguments)
    reader.at = start  # one only: a factor, which may have an exponent
    return Symbol(name)


def _function(reader: Reader, name: str) -> Node:
    exponent = None
    if reader.accept("^", "**"):
        exponent = _braced(reader) if reader.sees("{") else _primary(reader)
    arguments = _arguments(reader) if reader.sees("(", "[") else (_argument(reader),)
    made = called(reader, name, arguments)
    return made if exponent is None else reader.power(made, exponent)


def _argument(reader: Reader) -> Node:
    return _braced(reader) if reader.sees("{") else _factor(reader)


def _arguments(reader: Reader) -> tuple[Node, ...]:
    closing = {"(": ")", "[": "]"}[reader.take().text]
    found = [read_sum(reader)]
    while reader.accept(",", ";"):
        found.append(read_sum(reader))
    reader.expect(closing)
    return tuple(found)


def _total(reader: Reader, index: str = "") -> Node:
    """Read a sum sign with its bounds and what it sums."""
    low = high = None
    while reader.sees("_", "^"):
        if reader.take().text == "_":
            index, low = _lower(reader)
        else:
            high = _braced(reader) if reader.sees("{") else _primary(reader)
    if reader.peek().text == "of":
        reader.take()
    alone = not index and reader.sees("(")
    return Total(_primary(reader) if alone else _product(reader), index, low, high)


def _lower(reader: Reader) -> tuple[str, Node | None]:
    braced = reader.accept("{")
    if reader.peek().kind != "name":
        reader.refuse("an index")
    index, low = reader.take().text, None
    if reader.peek().kind == "equals":
        reader.take()
        low = read_sum(reader)
    if braced:
        reader.expect("}")
    return index, low


def _bracketed(reader: Reader) -> Node:
    closing = {"(": ")", "[": "]", "{": "}"}[reader.take().text]
    inner = read_sum(reader)
    reader.expect(closing)
    return inner


def _rounded(reader: Reader) -> Node:
    name = reader.take().text[:-1]
    inner = read_sum(reader)
    reader.expect(f"{name})")
    return Call(name, (inner,))


def _bars(reader: Reader) -> Node:
    bar = reader.take().text
    reader.bars += 1
    inner = read_sum(reader)
    reader.bars -= 1
    reader.expect(bar)
    if reader.accept("_") and (order := reader.take().text) != "2":
        return Call(f"norm_{order}", (inner,))
    return Call("abs", (inner,))


def _fraction(reader: Reader) -> Node:
    reader.take()
    above, below = _operand(reader), _operand(reader)
    if isinstance(above, Symbol) and isinstance(below, Symbol):
        both = is_small(above.name) and is_small(below.name)
        return Symbol(f"{above.name}_{below.name}") if both else quotient(above, below)
    return Product((above, reader.power(below, MINUS_ONE)))


def _operand(reader: Reader) -> Node:
    return _braced(reader) if reader.sees("{") else _primary(reader)


def _root(reader: Reader) -> Node:
    reader.take()
    exponent: Node = _HALF
    if reader.accept("["):
        exponent = reader.power(read_sum(reader), MINUS_ONE)
        reader.expect("]")
    return reader.power(_operand(reader), exponent)


def _partial(reader: Reader) -> Node:
    made = derivative(reader, partial(reader))
    skip_arguments(reader)
    return made


def _summed(reader: Reader) -> Node:
    reader.take()
    return _total(reader)


_SIGNED: dict[str, Callable[[Reader], Node]] = {
    "(": _bracketed, "[": _bracketed, "{": _bracketed, "|": _bars, "||": _bars,
    "floor(": _rounded, "ceil(": _rounded, "frac": _fraction, _ROOT: _root, _SUMMED: _summed,
    "\u2207": gradient, "\u2202": _partial,
}  # fmt: skip
