"""Which answers a person reads, whatever error is expected."""

from collections.abc import Iterator

import numpy as np

from .records import Doubt
from .samples import Sample

LEAST_CONFIDENCE = 0.5
"""Of an item that is worth more than the tolerance."""
WITHOUT_EVIDENCE = 0.35
"""Of the points: the most an answer may earn by itself in which no item was found."""
_SLACK = 1e-9


def interval_of(doubt: Doubt, share: float, risk: float) -> tuple[float, float]:
    """Return the shares between which the mark of a person lies in nine of ten cases."""
    width = doubt.conformal * risk
    return max(share - width, 0.0), min(share + width, 1.0)


def confidence_at(doubt: Doubt, risk: float, tolerance: float) -> float:
    """Return the share of held-out marks that, at this risk, were within the tolerance."""
    scores = np.array(doubt.scores)
    return round(float(np.mean(scores * risk <= tolerance + _SLACK)), 4)


def stopped_by(one: Sample, share: float, tolerance: float) -> str:
    """Return why a person reads the answer, "" if nothing in it asks for one."""
    return next(_reasons(one, share, tolerance), "")


def _reasons(one: Sample, share: float, tolerance: float) -> Iterator[str]:
    score = one.score
    if not one.answer.strip():
        yield "there are no words, perhaps it is an image"
    if any(item.kind == "code" for item in one.question.items):
        yield "an item of code"
    if score.flags:
        yield f"flagged: {', '.join(score.flags)}"
    if score.misconceptions:
        yield f"a misconception: {', '.join(score.misconceptions)}"
    if any(item.verdict is None for item in score.items):
        yield "an item was not read"
    heavy = [one for one in score.items if one.max_points > tolerance * score.max_points + _SLACK]
    if any(item.verdict == "unsure" for item in heavy):
        yield "an unsure item is worth more than the tolerance"
    if any(
        (1 if item.confidence is None else item.confidence) < LEAST_CONFIDENCE for item in heavy
    ):
        yield "people mostly decide an item otherwise that is worth more than the tolerance"
    if share > WITHOUT_EVIDENCE and not any(item.credit for item in score.items):
        yield "graded answers like it have points, but none of the items was found"
