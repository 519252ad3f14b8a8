"""What a calibration reads of a score: shares and numbers of items, never the length."""

from collections.abc import Sequence

import numpy as np

from autograder.model import AnswerScore, ItemScore

from .likeness import Floats

_LEAST_SPREAD = 0.1
"""A feature that hardly varies says little: its noise is not blown up."""


def suggested_share(score: AnswerScore) -> float:
    """Return the share of the points that the scorer suggests, by credit if it has no points."""
    if score.points is not None:
        return score.points / score.max_points
    return _credit_share(score)


def _credit_share(score: AnswerScore) -> float:
    read = [(item.credit, item.max_points) for item in score.items if item.credit is not None]
    worth = sum(points for _, points in read)
    return sum(credit * points for credit, points in read) / worth if worth else 0.5


def item_features(score: AnswerScore) -> list[float]:
    """Return the total's share, and of each item the credit and what it was taken from."""
    found = [suggested_share(score), _credit_share(score)]
    for item in score.items:
        found += [0.5 if item.credit is None else item.credit, _ground(item)]
        found.append(item.similarity or 0.0)
    return [round(value, 6) for value in found]


def _ground(item: ItemScore) -> float:
    return item.concepts if item.concepts is not None else item.recall or 0.0


def scale_of(rows: Floats) -> tuple[Floats, Floats]:
    """Return (mean, divisor) by feature; one divided by it all has a mean square near 1.

    A feature that is the same in all rows has the divisor infinity: it is not used.
    """
    spread = rows.std(axis=0)
    varies = spread > 1e-9  # noqa: PLR2004 - of rounding alone
    divisor = np.full(len(spread), np.inf)
    divisor[varies] = np.maximum(spread[varies], _LEAST_SPREAD) * np.sqrt(max(1, varies.sum()))
    return rows.mean(axis=0), divisor


def scaled(rows: Sequence[Sequence[float]] | Floats, mean: Floats, divisor: Floats) -> Floats:
    """Return `rows` on the scale of `scale_of`."""
    return (np.asarray(rows, dtype=float) - mean) / divisor
