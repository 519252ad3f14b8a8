"""Level 1: one scale for all questions (isotonic), and a bias for each."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .likeness import Floats
from .records import LevelOne
from .samples import Sample

FEWEST_GRADED = 50
SHRINK = 5
"""A bias from n answers counts n / (n + 5): a prior as strong as five answers."""
_QUANTILES = 41


def fit_level_one(samples: Sequence[Sample]) -> LevelOne:
    """Return the scale of `samples`; the scorer's own while they are fewer than fifty."""
    found = np.array([one.suggested for one in samples])
    given = np.array([one.share for one in samples])
    knots = _isotonic(found, given) if len(samples) >= FEWEST_GRADED else ((0.0, 1.0), (0.0, 1.0))
    rest = given - np.interp(found, *knots)
    bias = {}
    for name in sorted({one.question_id for one in samples}):
        own = [rest[n] for n, one in enumerate(samples) if one.question_id == name]
        bias[name] = round(math.fsum(own) / (len(own) + SHRINK), 6)
    rest -= np.array([bias[one.question_id] for one in samples])
    at = (np.arange(_QUANTILES) + 0.5) / _QUANTILES
    residuals = np.round(np.quantile(rest, at), 6).tolist()
    return LevelOne(found=knots[0], given=knots[1], bias=bias, residuals=tuple(residuals))


def level_one_share(level: LevelOne, question_id: str, suggested: float) -> float:
    """Return the share that people give on average where the scorer suggests `suggested`."""
    share = float(np.interp(suggested, level.found, level.given))
    return min(max(share + level.bias.get(question_id, 0.0), 0.0), 1.0)


def prior_shares(level: LevelOne, shares: Sequence[float], grid: Floats) -> Floats:
    """Return for each expected share how likely a mark of the grid, or less, is: n x marks."""
    residuals = np.array(level.residuals)
    possible = np.clip(np.asarray(shares, dtype=float)[:, None] + residuals, 0.0, 1.0)
    # A mark stands for all that is rounded to it.
    edges = np.append([(low + high) / 2 for low, high in pairwise(grid)], np.inf)
    return np.asarray((possible[:, :, None] < edges).mean(axis=1), dtype=float)


def _isotonic(found: Floats, given: Floats) -> tuple[tuple[float, ...], tuple[float, ...]]:
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415 - heavy, and an extra

    fitted = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(found, given)
    at, to = fitted.X_thresholds_, fitted.y_thresholds_
    return tuple(np.round(at, 6).tolist()), tuple(np.round(to, 6).tolist())
