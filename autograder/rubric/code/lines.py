"""Pseudo-code as statements: what each line does, where it stands, and within which loops."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

MOST_STATEMENTS = 400
MOST_WIDTH = 400
_COMMENT = re.compile(r"(?:#|//|--\s|/\*|%).*")
_BULLET = re.compile(
    r"(?:[-*+•>]\s+|\(?\d{1,2}(?:\.\d{1,2})*[.):]\s*|\(?[a-z]\)\s+|(?i:step)\s+\d{1,2}[.:)]?\s*)"
)
_LOOP = re.compile(
    r"(?:for|foreach|while|repeat|until|loop|do|iterate)\b|.{0,60}\b(?:for (?:each|every|all)|"
    r"repeat|until|iterate over|loop over|loop through)\b",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"(?:end\b.{0,20}|\}|done|next)\s*;?", re.IGNORECASE)
_TAB = 4


@dataclass(frozen=True)
class Statement:
    """One step of the code as it was written."""

    number: int
    text: str
    start: int
    end: int
    loops: tuple[int, ...]
    """Numbers of the loop headings around it, the innermost last."""
    heads_loop: bool


def statements_of(text: str) -> tuple[Statement, ...]:
    """Return the statements of a normalised answer; at most 400 of them."""
    rows = list(islice(_rows(text), MOST_STATEMENTS))
    flat = len({indent for indent, *_ in rows}) <= 1
    around: list[tuple[int, int]] = []
    found: list[Statement] = []
    for indent, words, start in rows:
        if not flat:
            around = [one for one in around if one[0] < indent]
        if _CLOSES.fullmatch(words):
            around = around[:-1]
            continue
        heads = bool(_LOOP.match(words)) and not _is_assignment(words)
        loops = tuple(number for _, number in around)
        one = Statement(len(found), words, start, start + len(words), loops, heads)
        found.append(one)
        if heads:
            around.append((indent, one.number))
    return tuple(found)


def _is_assignment(words: str) -> bool:
    """True for `x = ...` unless it is `for i = 1 to n`."""
    return bool(re.match(r"[\w, ]{1,40}(?:=|<-|:=)", words)) and not re.match(
        r"(?:for|while|repeat|until)\b", words, re.IGNORECASE
    )


def _rows(text: str) -> Iterator[tuple[int, str, int]]:
    """Yield (indentation, statement, where it starts)."""
    at = 0
    for line in text.split("\n"):
        indent = _indent(line)
        for start, words in _parts(line[:MOST_WIDTH]):
            yield indent, words, at + start
        at += len(line) + 1


def _indent(line: str) -> int:
    expanded = line.expandtabs(_TAB)
    return len(expanded) - len(expanded.lstrip())


def _parts(line: str) -> Iterator[tuple[int, str]]:
    """Yield the statements of one line: without comment, bullet and heading, split at `;`."""
    code = _COMMENT.sub("", line) or ""
    start = len(code) - len(code.lstrip(" \t`$"))
    bullet = _BULLET.match(code, start)
    start = bullet.end() if bullet else start
    for first, part in _split(code[start:], ";"):
        yield from _unheaded(part, start + first)


def _unheaded(words: str, start: int) -> Iterator[tuple[int, str]]:
    """Split `for x in batch: z = h(x)` and `Update: w = w - g` at the colon."""
    head, colon, rest = words.partition(":")
    if colon and not rest.startswith("=") and rest.strip():
        yield from _unheaded(head, start)
        yield from _unheaded(rest, start + len(head) + 1)
        return
    several = list(_split(words, ","))
    if len(several) > 1 and all(_ASSIGNS.search(part) for _, part in several):
        for first, part in several:
            yield from _stripped(part, start + first)
    else:
        yield from _stripped(words, start)


_ASSIGNS = re.compile(r"\w\s?(?:[-+:]?=(?!=)|<-|\u2190)")


def _split(words: str, sign: str) -> Iterator[tuple[int, str]]:
    """Yield the parts between signs that stand outside brackets."""
    depth = start = 0
    for at, char in enumerate(words):
        depth = max(depth + (char in "([") - (char in ")]"), 0)
        if char == sign and depth == 0:
            yield start, words[start:at]
            start = at + 1
    yield start, words[start:]


def _stripped(words: str, start: int) -> Iterator[tuple[int, str]]:
    kept = words.strip(" \t`$").rstrip(":,.{").strip()
    if any(char.isalnum() or char == "}" for char in kept):
        yield start + words.find(kept), kept
