"""From evidence to credit and verdict. The constants were measured on graded answers."""

import math

from autograder.model import RubricItem
from autograder.model.rubric import Finding

MET, NOT_MET = 0.65, 0.35
_HALF = 0.5


def text_credit(concepts: float | None, recall: float | None, similarity: float | None) -> float:
    """Return credit from 0 to 1: concepts if the item has any, telling words if not.

    A model's similarity, where there is one, weighs as much as the words.
    """
    if concepts is not None:
        if similarity is None:
            return concepts
        meaning = min(max((similarity - 0.30) / 0.35, 0.0), 1.0)
        return _HALF * meaning + _HALF * concepts
    if similarity is None:
        return _sigmoid(12 * ((recall or 0.0) - 0.40))
    return _sigmoid(12 * ((similarity + (recall or 0.0)) / 2 - 0.50))


def verdict_of(credit: float, *, doubtful: bool) -> Finding:
    """Return met from 0.65 and not met to 0.35; what is doubtful is at most unsure."""
    if credit <= NOT_MET:
        return "not met"
    return "unsure" if doubtful or credit < MET else "met"


def awarded(item: RubricItem, verdict: Finding, credit: float) -> float:
    """Return the points that are suggested: all, none, or those of the nearest level."""
    if verdict != "unsure":
        return item.points if verdict == "met" else 0.0
    levels = [level.credit for level in item.levels] or [_HALF]
    return item.points * min(levels, key=lambda level: (abs(level - credit), level))


def _sigmoid(x: float) -> float:
    return round(1 / (1 + math.exp(-x)), 6)
