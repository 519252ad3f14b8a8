"""Words of a text with their places: case, accents, Greek letters and LaTeX set aside."""

import re
import unicodedata
from typing import NamedTuple

from .lexicon import GREEK, LATEX, STOP
from .stemming import stem

_WORD = re.compile(r"\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?(?![^\W\d_])|[^\W_]+(?:'[^\W_]+)*|[∇∂]")


_GLOB = re.compile(r"(?:[^\W_]|[*'])+(?:[.,]\d+)*|[∇∂]")


class Token(NamedTuple):
    """One word: folded, stemmed, and where it stands in the text."""

    word: str
    stem: str
    start: int
    end: int


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words and numbers of a normalised text, in order."""
    found = []
    for match in _WORD.finditer(text):
        word = fold(match[0])
        if match.start() and text[match.start() - 1] == "\\" and word in LATEX:
            continue
        found.append(Token(word, stem(word.removesuffix("'s")), match.start(), match.end()))
    return tuple(found)


def glob_words(glob: str) -> list[str]:
    """Return the words of a glob, split where a text's words are: "1/n" is two."""
    return [fold(word) for word in _GLOB.findall(glob)]


def fold(word: str) -> str:
    """Return `word` in lower case, without accents, Greek letters by name."""
    if word.isascii():
        return word.lower()
    named = GREEK.get(word, word)
    marks = unicodedata.normalize("NFKD", named.casefold())
    return "".join(char for char in marks if not unicodedata.combining(char))


def content_stems(text: str) -> frozenset[str]:
    """Return the stems of the words in `text` that say something."""
    return frozenset(token.stem for token in tokens_of(text) if token.word not in STOP)
