"""Which language an answer is in, by its function words; only English is scored here."""

import unicodedata
from collections.abc import Sequence

from .lexicon import FUNCTION
from .tokens import Token, fold

NAMES = {"de": "German", "fr": "French", "other": "another language than English"}
_FEWEST_WORDS = 4
_FEWEST_HITS = 2
_LONGEST_SYMBOL = 2
"""Letters of a product in a formula, Greek ones among them, that are no word."""


def language_of(tokens: Sequence[Token]) -> str:
    """Return "en", "de", "fr" or "other"; "en" for what is too short to tell."""
    words = [token.word for token in tokens if token.word[0].isalpha()]
    if sum(not _is_latin(word) for word in words) > len(words) / 2:
        return "other"
    hits = {name: sum(word in known for word in words) for name, known in _FOLDED.items()}
    best = max(("de", "fr"), key=lambda name: hits[name])
    # One word again and again is a name: `du` in code.
    tells = len(words) >= _FEWEST_WORDS and len(_FOLDED[best] & set(words)) >= _FEWEST_HITS
    if tells and hits[best] > 1.5 * hits["en"]:
        return best
    return "en"


def _is_latin(word: str) -> bool:
    names = [unicodedata.name(char, "") for char in word]
    symbol = len(word) <= _LONGEST_SYMBOL and any("GREEK" in name for name in names)
    return word.isascii() or symbol or all("LATIN" in name for name in names)


_FOLDED = {name: frozenset(map(fold, words)) for name, words in FUNCTION.items()}
