"""From items to the points of a question, on its grid."""

import math
from collections.abc import Sequence

from autograder.model import ItemScore, Misconception, Question

_SLACK = 1e-9


def total_of(
    question: Question, items: Sequence[ItemScore], wrong: Sequence[Misconception]
) -> float | None:
    """Return the suggested points; None while an item has none."""
    points = [item.points for item in items if item.points is not None]
    if len(points) < len(items):
        return None
    raw = _AGGREGATES[question.aggregate](question, items, points)
    return on_grid(raw - math.fsum(one.penalty for one in wrong), question)


def on_grid(points: float, question: Question) -> float:
    """Return `points` rounded to the question's step, half up, from 0 to its maximum."""
    steps = math.floor(points / question.step + 0.5 + _SLACK)
    return min(max(round(steps * question.step, 6), 0.0), question.max_points)


def _sum(question: Question, items: Sequence[ItemScore], points: Sequence[float]) -> float:
    del question, items
    return math.fsum(points)


def _best(question: Question, items: Sequence[ItemScore], points: Sequence[float]) -> float:
    del question, items
    return max(points)


def _counted(question: Question, items: Sequence[ItemScore], points: Sequence[float]) -> float:
    """Read the map at the number of items met, between two entries if one is met in part."""
    shares = (point / item.max_points for point, item in zip(points, items, strict=True))
    met = min(math.fsum(shares), len(question.counts) - 1)
    below = math.floor(met + _SLACK)
    above = min(below + 1, len(question.counts) - 1)
    rest = max(met - below, 0.0)
    return question.counts[below] * (1 - rest) + question.counts[above] * rest


_AGGREGATES = {"sum": _sum, "best_of": _best, "count_map": _counted}
