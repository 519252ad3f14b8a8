"""From items to the points of a question, on its grid."""

from collections.abc import Sequence

from autograder import scoring
from autograder.model import ItemScore, Misconception, Question


def total_of(
    question: Question, items: Sequence[ItemScore], wrong: Sequence[Misconception]
) -> float | None:
    """Return the suggested points; None while an item has none."""
    return scoring.answer_points(scoring.rule_of(question, wrong), items, question.max_points)


def on_grid(points: float, question: Question) -> float:
    """Return `points` rounded to the question's step, half up, from 0 to its maximum."""
    return scoring.on_grid(points, question.step, question.max_points)
