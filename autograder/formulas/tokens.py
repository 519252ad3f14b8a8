"""A text -> tokens of mathematics, each with its place.

Never fails: what it cannot read is a token of its own kind, which no formula holds.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from .names import (
    COMMANDS,
    GREEK,
    GREEK_NAMES,
    LIBRARIES,
    LOOK_LATIN,
    MARKS,
    SIGNS,
    SILENT,
    SUBSCRIPTS,
    SUPERSCRIPTS,
)
from .tree import FUNCTIONS

TokenKind = Literal["number", "name", "command", "sign", "equals", "stop"]

_NUMBER = re.compile(r"(?:\d{1,40}(?:\.\d{1,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3}(?![\w.]))?")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]{0,60}(?:_[A-Za-z0-9]{1,40}){0,6}")
_SHIFTED = re.compile(r"_[tkni][+-]1(?![\w.])")
_COMMAND = re.compile(r"\\([A-Za-z]{1,30}|.)", re.DOTALL)
_EQUALS = re.compile(r"<-|:=|<=(?!=)|[-+*/]=|==?(?![=>])|->|~")
_SIGN = re.compile(r"\*\*|\|\||[-+*/^_(){}\[\],;|!'&]")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{[a-z*]{1,20}\}")
_SPACE = re.compile(r"[ \t\u00a0\u2009\u202f]+")


class Token(NamedTuple):
    """One name, number or sign: `text` as it is compared, and where it stands."""

    kind: TokenKind
    text: str
    start: int
    end: int


def tokens_of(text: str, known: Collection[str] = ()) -> list[Token]:
    """Return the tokens of `text`.

    `known` are names that may be written as several words ("learning rate"), or stuck
    together ("mv" where m and v are known).
    """
    found: list[Token] = []
    at = 0
    while at < len(text):
        space = _SPACE.match(text, at)
        if space:
            at = space.end()
            continue
        read = _next(text, at, known)
        found += read
        at = max(at + 1, read[-1].end if read else at + 1, _silent_end(text, at))
    return found


def _silent_end(text: str, at: int) -> int:
    """Return where a command that says nothing ends."""
    skipped = _ENVIRONMENT.match(text, at) or _COMMAND.match(text, at)
    return skipped.end() if skipped else at


def _next(text: str, at: int, known: Collection[str]) -> list[Token]:  # noqa: PLR0911 - one for each kind of token
    char = text[at]
    if char in SUPERSCRIPTS or char in SUBSCRIPTS:
        return _raised(text, at)
    if char == "\\":
        return _command(text, at)
    if (char.isdecimal() and char.isascii()) or (char == "." and text[at + 1 : at + 2].isdecimal()):
        match = _NUMBER.match(text, at)
        return [Token("number", match[0], at, match.end())] if match else [_stop(text, at)]
    if match := _EQUALS.match(text, at):
        return [Token("equals", match[0], at, match.end())]
    if char in SIGNS and not (char == "\u03a3" and "Sigma" in known):
        return [_sign(SIGNS[char], at, at + 1)]
    if match := _SIGN.match(text, at):
        return [Token("sign", match[0], at, match.end())]
    return _name(text, at, known)


def _sign(sign: str, start: int, end: int) -> Token:
    if sign in ("=", "~"):
        return Token("equals", sign, start, end)
    if sign == "T":
        return Token("name", sign, start, end)
    return Token("sign", sign, start, end)


def _stop(text: str, at: int) -> Token:
    return Token("stop", text[at], at, at + 1)


def _raised(text: str, at: int) -> list[Token]:
    """Read a run of raised or lowered characters as `^(...)` or `_{...}`."""
    raised = text[at] in SUPERSCRIPTS
    forms, mark, brackets = (SUPERSCRIPTS, "^", "()") if raised else (SUBSCRIPTS, "_", "{}")
    end = at
    while end < len(text) and text[end] in forms:
        end += 1
    inner = tokens_of("".join(forms[char] for char in text[at:end]))
    moved = [Token(one.kind, one.text, at + one.start, at + one.end) for one in inner]
    left, right = (Token("sign", one, at, end) for one in brackets)
    return [Token("sign", mark, at, at), left, *moved, right]


def _command(text: str, at: int) -> list[Token]:
    if match := _ENVIRONMENT.match(text, at):
        return []
    match = _COMMAND.match(text, at)
    if not match:
        return [_stop(text, at)]
    name, end = match[1], match.end()
    if name in COMMANDS:
        return [_sign(COMMANDS[name], at, end)]
    silent = name in SILENT or name == " "
    return [] if silent else [_letter(name, at, end)]


def _letter(name: str, start: int, end: int) -> Token:
    for greek in (name, name.removeprefix("var")):
        if greek in GREEK_NAMES:
            return Token("name", greek, start, end)
    return Token("command", name, start, end)


def _name(text: str, at: int, known: Collection[str]) -> list[Token]:
    for library in LIBRARIES:
        if text.startswith(library, at) and (inner := _WORD.match(text, at + len(library))):
            return [Token("name", inner[0], at, inner.end())]
    if match := _WORD.match(text, at):
        return _marked(text, _words(text, match, known))
    char = text[at]
    decomposed = unicodedata.normalize("NFD", char)
    base, marks = decomposed[:1], decomposed[1:]
    letter = GREEK.get(base) or LOOK_LATIN.get(base) or (base if _is_latin(base) else "")
    if not letter:
        return [_stop(text, at)]
    accents = "".join(f"_{MARKS[mark]}" for mark in marks if mark in MARKS)
    end = at + 1
    tail = re.compile(r"(?:_[A-Za-z0-9]{1,40}){1,3}|\d{1,3}").match(text, end)
    if tail and not _SHIFTED.match(text, end):
        accents, end = accents + tail[0], tail.end()
    return _marked(text, [Token("name", letter + accents, at, end)])


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _marked(text: str, names: list[Token]) -> list[Token]:
    """Add an accent that follows a name, and an index such as `_t-1`."""
    last = names[-1]
    end = last.end
    if text[end : end + 1] in MARKS:
        last = last._replace(text=f"{last.text}_{MARKS[text[end]]}", end=end + 1)
    if last.text.endswith(("_t", "_k", "_n", "_i")):
        shift = _SHIFTED.match(text, last.end - 2)
        if shift:
            last = last._replace(text=last.text + shift[0][2:], end=shift.end())
    elif shift := _SHIFTED.match(text, last.end):
        last = last._replace(text=last.text + shift[0], end=shift.end())
    return [*names[:-1], last]


def _words(text: str, match: re.Match[str], known: Collection[str]) -> list[Token]:
    start, end, word = match.start(), match.end(), match[0]
    joined = _joined(text, word, end, known)
    if joined:
        return [Token("name", joined[0], start, joined[1])]
    if word in known or word in FUNCTIONS or word in GREEK_NAMES or not word.isalpha():
        return [Token("name", word, start, end)]
    pieces = _pieces(word, known)
    if not pieces:
        return [Token("name", word, start, end)]
    return list(_placed(pieces, start))


def _joined(text: str, word: str, end: int, known: Collection[str]) -> tuple[str, int] | None:
    """Read "learning rate" as `learning_rate` if that is a known name."""
    behind = re.compile(r" ([A-Za-z]{1,20})").match(text, end)
    if behind:
        if word.lower() in _WHEN and behind[1] in known:
            return f"{behind[1]}_{_WHEN[word.lower()]}", behind.end()
        for name in (f"{word}_{behind[1]}", f"{word}_{behind[1]}".lower()):
            if name in known:
                return name, behind.end()
    return None


_WHEN = {"new": "new", "updated": "new", "next": "new", "old": "old", "previous": "old"}


def _pieces(word: str, known: Collection[str]) -> list[str]:
    """Split a word wholly into known names of which each but one is a single letter."""
    short = [one for one in known if one.isalpha()]
    found: list[str] = []
    while word:
        fitting = [one for one in short if word.startswith(one)]
        if not fitting or len(found) == _MOST_PIECES:
            return []
        found.append(max(fitting, key=len))
        word = word[len(found[-1]) :]
    return found if sum(len(one) > 1 for one in found) <= 1 else []


_MOST_PIECES = 4


def _placed(pieces: list[str], start: int) -> Iterator[Token]:
    for piece in pieces:
        yield Token("name", piece, start, start + len(piece))
        start += len(piece)
