"""Does the answer deny what it names? Negation near the matched words, and opposites."""

from collections.abc import Iterable, Sequence

from .lexicon import HARMLESS_AFTER_NOT, NEGATORS, OPPOSITES, TO_THE_END
from .reading import Reading, Span
from .segments import Segment
from .tokens import Token

_REACH = 5
_CLAUSE_ENDS = frozenset(["but", "however", "although", "though", "because", "while", "whereas"])


def denies(reading: Reading, segment: Segment, spans: Iterable[Span]) -> bool:
    """True if each of `spans` stands under a negation that is not part of it."""
    inside = [span for span in spans if span[0] in segment]
    return bool(inside) and all(_is_denied(reading, segment, span) for span in inside)


def has_negation(tokens: Sequence[Token]) -> bool:
    """True if any word of `tokens` negates."""
    return any(is_negator(token.word) for token in tokens)


def is_negator(word: str) -> bool:
    """True for "not", "never", "doesn't" and the like."""
    return word in NEGATORS or word.endswith("n't")


def says_opposite(
    reading: Reading, segment: Segment, wanted: Sequence[Token]
) -> tuple[str, str] | None:
    """Return (wanted word, its opposite) if the segment has only the opposite."""
    asked = {token.word for token in wanted}
    said = {token.word for token in reading.tokens[segment.first : segment.last]}
    for word in sorted(asked & OPPOSITES.keys()):
        others = OPPOSITES[word]
        if not others & asked and word not in said and others & said:
            return word, min(others & said)
    return None


def _is_denied(reading: Reading, segment: Segment, span: Span) -> bool:
    start, end = span
    tokens = reading.tokens
    for index in range(start - 1, max(segment.first, start - _REACH) - 1, -1):
        if _ends_clause(reading, index):
            break
        if is_negator(tokens[index].word) and not _is_harmless(tokens, index):
            return True
    return any(
        tokens[index].word in TO_THE_END
        for index in (*range(segment.first, start), *range(end, segment.last))
        if abs(index - start) <= 3 * _REACH
    )


def _ends_clause(reading: Reading, index: int) -> bool:
    token = reading.tokens[index]
    behind = reading.text.plain[token.end : token.end + 1]
    return token.word in _CLAUSE_ENDS or (bool(behind) and behind in ",;:.!?\n")


def _is_harmless(tokens: Sequence[Token], index: int) -> bool:
    following = tokens[index + 1].word if index + 1 < len(tokens) else ""
    return following in HARMLESS_AFTER_NOT
