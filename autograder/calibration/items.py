"""How often people give an item the points that the scorer suggests: learnt item by item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from autograder.model import AnswerScore, ItemScore
from autograder.model.rubric import Finding

from .records import ItemPart
from .samples import Sample

FEWEST_OF_ITEM = 5
SHRINK = 5
"""What one finding says counts n / (n + 5), the rest is the item's own share."""
_SLACK = 1e-9

ItemParts = Mapping[str, Mapping[str, ItemPart]]
"""By question, by item."""


def fit_items(samples: Sequence[Sample], tolerance: float) -> ItemParts:
    """Return what is known of each item that people marked in five answers or more.

    Args:
        samples: blind answers; those whose items a person marked are looked at.
        tolerance: how far off a suggestion may be and agree, as a share of the item's points.
    """
    seen: dict[str, dict[str, list[tuple[Finding, bool]]]] = {}
    for one in samples:
        for item, agrees in _compared(one, tolerance):
            if item.verdict is not None:
                own = seen.setdefault(one.question_id, {}).setdefault(item.item_id, [])
                own.append((item.verdict, agrees))
    return {
        question: {
            name: _part(cases) for name, cases in items.items() if len(cases) >= FEWEST_OF_ITEM
        }
        for question, items in seen.items()
    }


def with_confidences(score: AnswerScore, parts: Mapping[str, ItemPart]) -> AnswerScore:
    """Return `score` with the confidence of each item of which something is known."""
    if not parts:
        return score
    items = tuple(
        item.model_copy(update={"confidence": parts[item.item_id].confidence.get(item.verdict)})
        if item.item_id in parts and item.verdict is not None
        else item
        for item in score.items
    )
    return score.model_copy(update={"items": items})


def informed(samples: Sequence[Sample], parts: ItemParts) -> list[Sample]:
    """Return `samples` with the confidences of their items."""
    return [
        replace(one, score=with_confidences(one.score, parts.get(one.question_id, {})))
        for one in samples
    ]


def _compared(one: Sample, tolerance: float) -> Iterator[tuple[ItemScore, bool]]:
    for item in one.score.items:
        given = one.items.get(item.item_id)
        if given is not None and item.points is not None:
            yield item, abs(item.points - given) <= tolerance * item.max_points + _SLACK


def _part(cases: Sequence[tuple[Finding, bool]]) -> ItemPart:
    whole = (sum(agrees for _, agrees in cases) + 1) / (len(cases) + 2)
    findings: tuple[Finding, ...] = ("met", "unsure", "not met")
    found = {}
    for finding in findings:
        own = [agrees for verdict, agrees in cases if verdict == finding]
        found[finding] = round((sum(own) + SHRINK * whole) / (len(own) + SHRINK), 4)
    return ItemPart(graded=len(cases), confidence=found)
