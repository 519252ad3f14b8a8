"""An answer as it is compared, and the way back to the characters that were handed in."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from autograder.model import Quote

MOST_CHARACTERS = 20_000
"""What is read of one answer; a longer one is cut and goes to a person."""
_MOST_MARKS = 8
_AS_IT_IS = re.compile(r"[\n\t -~]*")
"""Most answers: ASCII is its own NFKC."""
_PLAIN = {"\u2019": "'", "\u2018": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2212": "-"}


@dataclass(frozen=True)
class Text:
    """An answer in NFKC without control and invisible characters, and where each came from."""

    original: str
    plain: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    hidden: int
    """Invisible and control characters that were dropped."""
    cut: bool

    def quote(self, start: int, end: int) -> Quote:
        """Return `plain[start:end]` in the words of the original; `start < end`."""
        first, last = self.starts[start], self.ends[end - 1]
        return Quote(start=first, end=last, text=self.original[first:last])


def normalise(original: str) -> Text:
    """Return `original` in one form, at most 20,000 characters of it."""
    read = original[:MOST_CHARACTERS]
    cut = len(original) > MOST_CHARACTERS
    if _AS_IT_IS.fullmatch(read):
        count = len(read)
        return Text(original, read, tuple(range(count)), tuple(range(1, count + 1)), 0, cut)
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    hidden = 0
    for start, end in _clusters(read):
        shown = _shown(read[start:end])
        hidden += not shown
        plain.append(shown)
        starts += [start] * len(shown)
        ends += [end] * len(shown)
    return Text(original, "".join(plain), tuple(starts), tuple(ends), hidden, cut)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield each character with the accents on it: NFKC joins them."""
    start = 0
    for at in range(1, len(text) + 1):
        joined = at < len(text) and unicodedata.combining(text[at]) and at - start < _MOST_MARKS
        if not joined:
            yield start, at
            start = at


@lru_cache(maxsize=4_096)
def _shown(cluster: str) -> str:
    """Return the form of one cluster that is compared; empty if there is nothing to see."""
    if cluster in "\n\t":
        return cluster
    if cluster == "\r":
        return "\n"
    if unicodedata.category(cluster[0]) in ("Zl", "Zp"):
        return "\n"
    form = unicodedata.normalize("NFKC", cluster)
    return "".join(
        _PLAIN.get(char, char) for char in form if unicodedata.category(char) not in _UNSEEN
    )


_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
