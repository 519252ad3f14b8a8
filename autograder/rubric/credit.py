"""From evidence to credit and verdict. The constants were measured on graded answers."""

import math

from autograder.model import RubricItem
from autograder.model.rubric import Finding

MET, NOT_MET = 0.65, 0.35
_HALF = 0.5


def is_reference(item: RubricItem) -> bool:
    """True for an item that is a model answer to the whole question, without concepts."""
    return item.kind == "text" and item.scope == "answer" and not item.concepts


def text_credit(concepts: float | None, recall: float | None, similarity: float | None) -> float:
    """Return credit from 0 to 1: concepts if the item has any, telling words if not.

    A model's similarity, where there is one, weighs as much as the words; beside concepts it
    lifts what they miss and never lowers what they find, which agreed better with people.
    """
    if concepts is not None:
        if similarity is None:
            return concepts
        meaning = min(max((similarity - 0.30) / 0.35, 0.0), 1.0)
        return max(concepts, _HALF * meaning + _HALF * concepts)
    if similarity is None:
        return _sigmoid(12 * ((recall or 0.0) - 0.40))
    return _sigmoid(12 * ((similarity + (recall or 0.0)) / 2 - 0.35))


def reference_credit(recall: float | None, similarity: float | None, asked: float) -> float:
    """Return credit for covering a whole reference answer: half meaning, half words.

    `asked` is how near the question itself is to the reference: half of that is no merit of the
    answer. Meaning without one telling word earns at most a third, so that talk around the
    subject does not pass.
    """
    words = recall or 0.0
    if similarity is None:
        return _sigmoid(12 * (words - 0.40))
    meaning = min(similarity - _HALF * asked, 0.2 + 2 * words)
    return min(max((meaning + words) / 2 / 0.30, 0.0), 1.0)


def verdict_of(credit: float, *, doubtful: bool) -> Finding:
    """Return met from 0.65 and not met to 0.35; what is doubtful is at most unsure."""
    if credit <= NOT_MET:
        return "not met"
    return "unsure" if doubtful or credit < MET else "met"


def awarded(item: RubricItem, verdict: Finding, credit: float) -> float:
    """Return the points that are suggested: all, none, or those of the nearest level.

    A whole reference answer is no one thing that is said or not: it earns by its credit.
    """
    if is_reference(item):
        return item.points * credit
    if verdict != "unsure":
        return item.points if verdict == "met" else 0.0
    levels = [level.credit for level in item.levels] or [_HALF]
    return item.points * min(levels, key=lambda level: (abs(level - credit), level))


def _sigmoid(x: float) -> float:
    return round(1 / (1 + math.exp(-x)), 6)
