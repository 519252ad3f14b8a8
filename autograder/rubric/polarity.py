"""Does the answer deny what it names? Negation near the matched words, and opposites."""

import re
from collections.abc import Container, Iterable, Sequence

from .lexicon import HARMLESS_AFTER_NOT, NEAR_NEGATORS, NEGATORS, OPPOSITES
from .reading import Reading, Span
from .segments import Segment
from .tokens import Token

_REACH, _NEAR_REACH = 5, 2
_CLAUSE_ENDS = frozenset(["but", "however", "although", "though", "because", "while", "whereas"])
_WHOLE = re.compile(
    r"\b(?:not|n't|never) (?:true|correct|right|the case)\b"
    r"|\b(?:false|wrong|incorrect|untrue|a myth) (?:that|to (?:say|think|claim|believe))\b"
    r"|\b(?:this|that|which|it) is (?:false|wrong|incorrect|untrue)\b",
    re.IGNORECASE,
)
"""Denies its whole sentence, as "wrong labels" and "false positives" do not."""


def denies(
    reading: Reading, segment: Segment, spans: Iterable[Span], own: Container[int] = ()
) -> bool:
    """True if each of `spans` stands under a negation.

    `own` are the tokens that were asked for: "prevents" of "prevents overfitting", "no" of
    "no saturation"; they deny nothing.
    """
    inside = [span for span in spans if span[0] in segment]
    return bool(inside) and all(_is_denied(reading, span, own) for span in inside)


def denies_all(reading: Reading, spans: Sequence[Span]) -> bool:
    """True if each sentence of `spans` is denied as a whole: "it is not true that"."""
    touched = [
        one
        for one in reading.all_sentences
        if any(first < one.last and one.first < last for first, last in spans)
    ]
    return all(_is_denied_whole(reading, one) for one in touched)


def is_denial(sentence: str) -> bool:
    """True for "it is not true that" and the like."""
    return bool(_WHOLE.search(sentence))


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


def _is_denied_whole(reading: Reading, sentence: Segment) -> bool:
    """Read back over semicolons: "it is not true that A; B" denies both."""
    at = reading.all_sentences.index(sentence)
    while at and _closing(reading, reading.all_sentences[at - 1].last - 1) == ";":
        at -= 1
    return is_denial(reading.sentence(Segment(reading.all_sentences[at].first, sentence.last)))


def _closing(reading: Reading, index: int) -> str:
    """Return the character behind a token."""
    end = reading.tokens[index].end
    return reading.prose[end : end + 1]


def _is_denied(reading: Reading, span: Span, own: Container[int]) -> bool:
    sentence = next((one for one in reading.all_sentences if span[0] in one), None)
    if sentence is None:
        return False
    if _is_denied_whole(reading, sentence):
        return True
    tokens = reading.tokens
    for index in range(span[0] - 1, max(sentence.first, span[0] - _REACH) - 1, -1):
        if _ends_clause(reading, index):
            return False
        word = tokens[index].word
        reach = _NEAR_REACH if word in NEAR_NEGATORS else _REACH
        near = is_negator(word) and span[0] - index <= reach
        if near and index not in own and not _is_harmless(tokens, index):
            return True
    return False


def _ends_clause(reading: Reading, index: int) -> bool:
    behind = _closing(reading, index)
    return reading.tokens[index].word in _CLAUSE_ENDS or (bool(behind) and behind in ",;:.!?\n")


def _is_harmless(tokens: Sequence[Token], index: int) -> bool:
    following = tokens[index + 1].word if index + 1 < len(tokens) else ""
    return following in HARMLESS_AFTER_NOT
