"""Where a line of prose goes on in the next one, broken by the editor in which it was typed."""

import re
from collections.abc import Iterator
from itertools import pairwise

SHORTEST_WRAPPED = 40
"""A shorter line ended where its writer wanted it to, as lines of pseudo-code do."""
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_ASSIGNMENT = r"[\w.\[\]]{1,40}\s?(?:=|<-|←|:=)"
_OWN = re.compile(rf"\t| {{4}}|\s*(?:[-*+•\u2013●○#>|]|\d{{1,9}}[.)](?:\s|$)|{_ASSIGNMENT})")
"""What begins a line of its own: code, a list's point, a heading, a table, an assignment."""
_LAST = re.compile(rf"(?:\s{{2}}|[\\:;{{}}|])$|^\s*(?:#|\||{_ASSIGNMENT})")
"""What ends a line on purpose, or is one that nothing continues."""
_INDENT = re.compile(r"[ \t]*")


def joints(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a line ends and the next one's words begin, if both are of one paragraph.

    Lists, code, tables, headings and short lines end where they end.
    """
    at, fenced = 0, False
    for line, following in pairwise(text.split("\n")):
        end = at + len(line)
        fenced ^= bool(_FENCE.match(line))
        if not fenced and _continues(line, following):
            indent = _INDENT.match(following)
            yield end, end + 1 + (indent.end() if indent else 0)
        at = end + 1


def in_one_line(text: str) -> str:
    """Return `text`, character for character, with a space where a sentence goes on below.

    It does where the next line begins with a small letter; two lines that begin with capitals
    may well be two statements.
    """
    found = list(text)
    for end, start in joints(text):
        if text[start : start + 1].islower():
            found[end] = " "
    return "".join(found)


def _continues(line: str, following: str) -> bool:
    return (
        len(line) >= SHORTEST_WRAPPED
        and bool(following.strip())
        and not (_LAST.search(line) or line.startswith(("    ", "\t")))
        and not (_OWN.match(following) or _FENCE.match(following))
    )
