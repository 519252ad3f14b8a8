"""BERT's uncased WordPiece: from text to the token numbers that a model was trained on.

The algorithm is that of "BERT: Pre-training of Deep Bidirectional Transformers" (Devlin et al.,
2018) and of Wu et al. (2016), section 4.1; Chinese characters stand alone, accents are dropped.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from autograder.errors import SpecError

_LONGEST_WORD = 100
_MOST_WORDS_KEPT = 50_000
_SPECIAL = ("[UNK]", "[CLS]", "[SEP]")
_CHINESE = re.compile(
    "["
    "\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff"
    "\U00020000-\U0002a6df\U0002a700-\U0002b73f\U0002b740-\U0002b81f\U0002b920-\U0002ceaf"
    "\U0002f800-\U0002fa1f"
    "]"
)


class WordPiece:
    """Cuts words into the longest pieces that a vocabulary holds.

    Args:
        vocabulary: the number of each piece; a piece within a word begins with `##`.

    Raises:
        SpecError: the vocabulary lacks `[UNK]`, `[CLS]` or `[SEP]`.
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        missing = [one for one in _SPECIAL if one not in vocabulary]
        if missing:
            msg = (
                f"expected a BERT vocabulary with {', '.join(_SPECIAL)}, found none of "
                f"{', '.join(missing)}; take the vocabulary that the model was trained with"
            )
            raise SpecError(msg)
        self._vocabulary = vocabulary
        self._unknown, self._first, self._last = (vocabulary[one] for one in _SPECIAL)
        self._pieces = lru_cache(maxsize=_MOST_WORDS_KEPT)(self._cut)

    def encode(self, text: str, most: int) -> list[int]:
        """Return the numbers of `text` between `[CLS]` and `[SEP]`, at most `most` in all."""
        found = [number for word in words_of(text) for number in self._pieces(word)]
        return [self._first, *found[: most - 2], self._last]

    def _cut(self, word: str) -> tuple[int, ...]:
        """Return the longest piece at each place; a word with a gap is unknown as a whole."""
        if len(word) > _LONGEST_WORD:
            return (self._unknown,)
        found, start = list[int](), 0
        while start < len(word):
            prefix = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self._vocabulary.get(prefix + word[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return (self._unknown,)
        return tuple(found)


def words_of(text: str) -> Iterator[str]:
    """Yield words, punctuation marks and Chinese characters in lower case, without accents."""
    for part in _plain(text).split():
        word = ""
        for char in part:
            if _is_mark(char):
                if word:
                    yield word
                yield char
                word = ""
            else:
                word += char
        if word:
            yield word


def _plain(text: str) -> str:
    shown = _CHINESE.sub(r" \g<0> ", "".join(map(_shown, text)))
    parts = unicodedata.normalize("NFD", shown)
    bare = (char for char in parts if unicodedata.category(char) != "Mn")
    # Letter by letter: str.lower would choose the form of a sigma by what follows it.
    return "".join(char.lower() for char in bare)


@lru_cache(maxsize=4_096)
def _shown(char: str) -> str:
    if char in "\t\n\r":
        return " "
    if char == "\ufffd" or unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"}:
        return ""
    return " " if char.isspace() else char


@lru_cache(maxsize=4_096)
def _is_mark(char: str) -> bool:
    return (char.isascii() and char.isprintable() and not char.isalnum() and char != " ") or (
        unicodedata.category(char).startswith("P")
    )
