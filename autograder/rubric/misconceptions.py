"""Typical wrong statements that an answer makes and does not deny."""

from autograder.model import Misconception, Question

from .polarity import denies
from .reading import Reading, Span


def misconceptions_in(reading: Reading, question: Question) -> tuple[Misconception, ...]:
    """Return the misconceptions of `question` that the answer states."""
    return tuple(one for one in question.misconceptions if _is_stated(reading, one))


def _is_stated(reading: Reading, one: Misconception) -> bool:
    spans = [span for pattern in one.patterns for span in reading.matches(pattern)]
    return any(not _is_denied(reading, span) for span in spans)


def _is_denied(reading: Reading, span: Span) -> bool:
    return any(denies(reading, one, [span]) for one in reading.sentences if span[0] in one)
