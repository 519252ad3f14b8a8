"""Sentences and bullets, and windows of two of them: evidence often straddles."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from .tokens import Token

MOST_SENTENCES = 300
_BREAK = re.compile(r"\n+|(?<=[.!?;])[)\"']?\s+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|fig|eq|resp|approx|w\.r\.t)|^\s*\d+)\.$", re.IGNORECASE
)


class Segment(NamedTuple):
    """Tokens `first` up to, not including, `last`; never empty."""

    first: int
    last: int

    def __contains__(self, token: object) -> bool:
        return isinstance(token, int) and self.first <= token < self.last


def sentences_of(text: str, tokens: Sequence[Token]) -> tuple[Segment, ...]:
    """Split `text` at line ends and at the ends of sentences; drop what holds no word."""
    found: list[Segment] = []
    first = 0
    for end in _ends(text):
        last = first
        while last < len(tokens) and tokens[last].start < end:
            last += 1
        if last > first:
            found.append(Segment(first, last))
        first = last
    return _capped(found)


def windows_of(sentences: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return each sentence, then each two that follow one another directly."""
    pairs = pairwise(sentences)
    joined = [Segment(a.first, b.last) for a, b in pairs if a.last == b.first]
    return (*sentences, *joined)


def _ends(text: str) -> list[int]:
    ends = []
    start = 0
    for match in _BREAK.finditer(text):
        if not match[0].startswith("\n") and _ABBREVIATION.search(text[start : match.start()]):
            continue
        ends.append(match.end())
        start = match.end()
    return [*ends, len(text) + 1]


def _capped(found: list[Segment]) -> tuple[Segment, ...]:
    """Join what is past the cap: thousands of one-word lines are no answer."""
    if len(found) <= MOST_SENTENCES:
        return tuple(found)
    kept = found[: MOST_SENTENCES - 1]
    return (*kept, Segment(kept[-1].last, found[-1].last))
