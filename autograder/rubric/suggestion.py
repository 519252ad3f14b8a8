"""What is suggested for one item, in the shape that is the same for all kinds of items."""

from collections.abc import Sequence

from autograder.model import ItemScore, Quote, RubricItem
from autograder.model.rubric import Finding

from .credit import awarded


def suggested(
    item: RubricItem,
    verdict: Finding,
    credit: float,
    reason: str,
    *,
    evidence: Quote | None = None,
    matched: Sequence[str] = (),
    waits: bool = False,
) -> ItemScore:
    """Return the score of `item`; what is unsure waits for a person, and what `waits` says."""
    return ItemScore(
        item_id=item.id,
        verdict=verdict,
        credit=round(credit, 4),
        points=awarded(item, verdict, credit),
        max_points=item.points,
        status="needs_review" if waits or verdict == "unsure" else "suggested",
        evidence=evidence,
        matched=tuple(matched),
        reason=reason,
    )
