"""From the items of a written answer to its points, on the question's grid."""

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence

from autograder.model import AnswerScore, ItemScore, Misconception, Question, Rule
from autograder.model.rubric import COUNTED

_SLACK = 1e-9


def rule_of(question: Question, wrong: Iterable[Misconception] = ()) -> Rule:
    """Return how the items of an answer add up in which the misconceptions `wrong` stand."""
    return Rule(
        aggregate=question.aggregate,
        counts=question.counts,
        step=question.step,
        penalty=math.fsum(one.penalty for one in wrong),
    )


def answer_points(rule: Rule, items: Sequence[ItemScore], max_points: float) -> float | None:
    """Return the points of an answer by its items; None while an item has none."""
    points = [item.points for item in items if item.points is not None]
    if len(points) < len(items):
        return None
    raw = _AGGREGATES[rule.aggregate](rule, items, points)
    return on_grid(raw - rule.penalty, rule.step, max_points)


def on_grid(points: float, step: float, max_points: float) -> float:
    """Return `points` rounded to a multiple of `step`, half up, from 0 to `max_points`."""
    steps = math.floor(points / step + 0.5 + _SLACK)
    return min(max(round(steps * step, 6), 0.0), max_points)


def basis_of(answer: AnswerScore) -> str:
    """Return the digest of what a person decides on: the question's points and the answer."""
    text = f"{answer.question_id}\0{answer.max_points:g}\0{answer.answer}"
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def decide_answer(answer: AnswerScore, decided: Mapping[str, float]) -> AnswerScore:
    """Return `answer` with what people `decided` of it, by target.

    It is confirmed once the question, or each of its items, is decided; until then its
    points are a suggestion in which the decided items have their points.
    """
    items = tuple(_decide_item(answer, item, decided) for item in answer.items)
    whole = decided.get(f"question:{answer.question_id}")
    if whole is not None:
        update = {"items": items, "points": whole, "status": "confirmed"}
        return answer.model_copy(update=update)
    if not any(_target(answer, item) in decided for item in items):
        return answer
    points = _sum_of(answer, items)
    settled = points is not None and all(item.status in COUNTED for item in items)
    status = "confirmed" if settled else "needs_review"
    return answer.model_copy(update={"items": items, "points": points, "status": status})


def _decide_item(answer: AnswerScore, item: ItemScore, decided: Mapping[str, float]) -> ItemScore:
    points = decided.get(_target(answer, item))
    if points is not None:
        return item.model_copy(update={"points": points, "status": "confirmed"})
    # What a scorer decided of an answer as a whole, it decided of each item with points.
    if answer.status == "scored" and item.points is not None:
        return item.model_copy(update={"status": "scored"})
    return item


def _target(answer: AnswerScore, item: ItemScore) -> str:
    return f"rubric:{answer.question_id}.{item.item_id}"


def _sum_of(answer: AnswerScore, items: Sequence[ItemScore]) -> float | None:
    if answer.rule is not None:
        return answer_points(answer.rule, items, answer.max_points)
    points = [item.points for item in items if item.points is not None]
    return math.fsum(points) if len(points) == len(items) else None


def _sum(rule: Rule, items: Sequence[ItemScore], points: Sequence[float]) -> float:
    del rule, items
    return math.fsum(points)


def _best(rule: Rule, items: Sequence[ItemScore], points: Sequence[float]) -> float:
    del rule, items
    return max(points)


def _counted(rule: Rule, items: Sequence[ItemScore], points: Sequence[float]) -> float:
    """Read the map at the number of items met, between two entries if one is met in part."""
    shares = (point / item.max_points for point, item in zip(points, items, strict=True))
    met = min(max(math.fsum(shares), 0.0), len(rule.counts) - 1)
    below = math.floor(met + _SLACK)
    above = min(below + 1, len(rule.counts) - 1)
    rest = max(met - below, 0.0)
    return rule.counts[below] * (1 - rest) + rule.counts[above] * rest


_AGGREGATES = {"sum": _sum, "best_of": _best, "count_map": _counted}
