"""Names in a formula: indices, accents, derivatives and gradients, each as one symbol."""

import re

from .names import ACCENTS, LOSSES
from .reader import Reader
from .tokens import Token
from .tree import FormulaError, Symbol

_SMALL = re.compile(r"d(?:[A-Za-z]\d?|[A-Z][A-Za-z]{1,8}|loss|cost|error|theta|sigma|phi)(?:_\w+)?")
_INDEX = re.compile(r"[tkni](?:[+-]1)?")


def full_name(reader: Reader) -> str:
    r"""Read a name with all that belongs to it: `\hat{m}_{t-1}'` is `m_hat_t-1_prime`."""
    name = _accented(reader) if reader.peek().kind == "command" else reader.take().text
    if name == "Delta" and reader.peek().kind == "name":
        name = f"Delta_{reader.take().text}"
    while True:
        if reader.accept("_"):
            name = f"{name}_{_subscript(reader)}"
        elif reader.accept("'"):
            name = f"{name}_prime"
        elif reader.sees("^", "**") and (index := _raised_index(reader)):
            name = f"{name}_{index}" if index != "T" else name
        else:
            return name


def starts_name(token: Token) -> bool:
    """True if a name begins here."""
    return token.kind == "name" or (token.kind == "command" and token.text in ACCENTS)


def derivative(reader: Reader, above: str) -> Symbol:
    """Join `dL` and `/ dw` behind it into one symbol, if they stand so."""
    if not _SMALL.fullmatch(above) or not reader.sees("/"):
        return Symbol(above)
    start = reader.at
    reader.take()
    if small := _small_name(reader):
        return Symbol(f"{above}_{small}")
    reader.at = start
    return Symbol(above)


def partial(reader: Reader) -> str:
    """Read the name behind a curly d: `dL`."""
    reader.expect("\u2202")
    if not starts_name(reader.peek()):
        reader.refuse("a name")
    return f"d{full_name(reader)}"


def gradient(reader: Reader) -> Symbol:
    """Read what stands behind a nabla: `grad`, or `grad_w` for a gradient by w."""
    reader.expect("\u2207")
    return _of_loss(reader, f"grad_{_subscript(reader)}" if reader.accept("_") else "grad")


def named_gradient(reader: Reader, name: str) -> Symbol:
    """Read `grad L(w)` as `grad`."""
    if reader.peek().text in LOSSES:
        return _of_loss(reader, name)
    if reader.loose:
        skip_arguments(reader)
    return Symbol(name)


def is_small(name: str) -> bool:
    """True for `dL` and `dw`, which may be halves of a derivative."""
    return bool(_SMALL.fullmatch(name))


def skip_arguments(reader: Reader) -> bool:
    """Go past `(w, x)` if it stands directly behind a name and holds nothing but names."""
    end, behind = reader.at + 1, reader.tokens[reader.at - 1].end
    if not reader.sees("(") or reader.peek().start > behind:
        return False
    while end < len(reader.tokens) and _is_plain(reader.tokens[end]):
        end += 1
    closes = end < len(reader.tokens) and reader.tokens[end].text == ")"
    if closes and end > reader.at + 1:
        reader.at = end + 1
    return closes


def _is_plain(token: Token) -> bool:
    return token.kind in ("name", "number") or token.text in ("_", "{", "}", ",", ";", "'", "^")


def _of_loss(reader: Reader, name: str) -> Symbol:
    if starts_name(reader.peek()) and len(reader.peek().text) <= _LONGEST_LOSS:
        full_name(reader)
    skip_arguments(reader)
    return Symbol(name)


_LONGEST_LOSS = 4


def _small_name(reader: Reader) -> str:
    if reader.sees("\u2202"):
        return partial(reader)
    if starts_name(reader.peek()):
        name = full_name(reader)
        return name if _SMALL.fullmatch(name) else ""
    return ""


def _accented(reader: Reader) -> str:
    accent = ACCENTS.get(reader.peek().text)
    if accent is None:
        reader.refuse("a name")
    reader.take()
    reader.deeper()
    inner = _subscript(reader)
    reader.depth -= 1
    return f"{inner}_{accent}" if accent else inner


def _subscript(reader: Reader) -> str:
    """Read one token, or all between braces, as a piece of a name."""
    if not reader.accept("{"):
        if reader.peek().kind == "command":
            return _accented(reader)
        return _piece(reader)
    parts = []
    while not reader.accept("}"):
        if reader.sees("_", ",", "{", "(", ")") or reader.sees("'"):
            reader.take()
        elif reader.peek().kind == "command":
            parts.append(_accented(reader))
        else:
            parts.append(_piece(reader))
    return _joined(parts)


def _piece(reader: Reader) -> str:
    token = reader.peek()
    if token.kind not in ("name", "number") and token.text not in ("+", "-", "*", "="):
        reader.refuse("an index")
    return reader.take().text


def _joined(parts: list[str]) -> str:
    if not parts or len(parts) > _MOST_PARTS:
        msg = f"expected an index of 1 to {_MOST_PARTS} parts, found {len(parts)}"
        raise FormulaError(msg)
    text = ""
    for part in parts:
        both = text[-1:].isalnum() and part[:1].isalnum() and len(part) > 1
        text += f"_{part}" if both else part
    return text


_MOST_PARTS = 12


def _raised_index(reader: Reader) -> str:
    """Read `^{(t)}` as an index, `^T` as nothing, and, read loosely, `^{t+1}` too."""
    start = reader.at
    reader.take()
    braced = reader.accept("{")
    bracketed = reader.accept("(")
    text = ""
    while reader.peek().kind in ("name", "number") or (braced and reader.sees("+", "-")):
        text += reader.take().text
        if not braced:
            break
    closed = (not bracketed or reader.accept(")")) and (not braced or reader.accept("}"))
    if closed and text == "T" and "T" not in reader.known:
        return "T"
    if closed and _INDEX.fullmatch(text) and ((braced and bracketed) or reader.loose):
        return text
    if closed and braced and bracketed and text.isalpha():
        return text
    reader.at = start
    return ""
