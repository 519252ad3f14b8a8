"""Paragraphs of an answer without the line breaks of the editor in which it was typed."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from .answers import PassageView

SHORTEST_WRAPPED = 40
"""A shorter line ended where its writer wanted it to, as lines of pseudo-code do."""
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_OWN = re.compile(
    r"\t| {4}|\s*(?:[-*+•\u2013●○#>|]|\d{1,9}[.)](?:\s|$)|[\w.\[\]]{1,40}\s?(?:=|<-|←|:=))"
)
"""What begins a line of its own: code, a list's point, a heading, a table, an assignment."""
_LAST = re.compile(r"(?:\s{2}|[\\:;{}|])$|^\s*(?:#|\||[\w.\[\]]{1,40}\s?(?:=|<-|←|:=))")
"""What ends a line on purpose, or is one that nothing continues."""
_INDENT = re.compile(r"[ \t]*")


def flowed(passages: Iterable[PassageView]) -> tuple[PassageView, ...]:
    """Return the passages with a space for each line break within a paragraph.

    Lists, code, tables, headings and short lines stay as they were typed.
    """
    kept = list(passages)
    shown = _characters("".join(one.text for one in kept))
    found, at = [], 0
    for one in kept:
        text = "".join(shown[at : at + len(one.text)])
        at += len(one.text)
        found.append(one.model_copy(update={"text": text}))
    return tuple(found)


def _characters(text: str) -> list[str]:
    """Return what is shown of each character: itself, or for a joined line's ends less."""
    shown = list(text)
    for start, end in _joints(text):
        shown[start:end] = [" ", *[""] * (end - start - 1)]
    return shown


def _joints(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a line ends and the next one's words begin, if both are one paragraph's."""
    at, fenced = 0, False
    lines = text.split("\n")
    for line, following in pairwise(lines):
        end = at + len(line)
        fenced ^= bool(_FENCE.match(line))
        if not fenced and _continues(line, following):
            indent = _INDENT.match(following)
            yield end, end + 1 + (indent.end() if indent else 0)
        at = end + 1


def _continues(line: str, following: str) -> bool:
    return (
        len(line) >= SHORTEST_WRAPPED
        and bool(following.strip())
        and not (_LAST.search(line) or line.startswith(("    ", "\t")))
        and not (_OWN.match(following) or _FENCE.match(following))
    )
