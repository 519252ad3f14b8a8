"""How far marks of a program are from people's: r, RMSE, kappa, and shares of errors."""

import math
from collections.abc import Sequence

import numpy as np

from .estimate import SERIOUS

_SLACK = 1e-6


def correlation(found: Sequence[float], given: Sequence[float]) -> float | None:
    """Return Pearson's r; None of fewer than two answers, or where one side never varies."""
    if len(found) < 2 or np.ptp(found) < _SLACK or np.ptp(given) < _SLACK:  # noqa: PLR2004
        return None
    return float(np.corrcoef(found, given)[0, 1])


def root_mean_square_error(found: Sequence[float], given: Sequence[float]) -> float:
    """Return the root of the mean squared error; nan of nothing."""
    if not len(found):
        return math.nan
    return float(np.sqrt(np.mean((np.asarray(found) - np.asarray(given)) ** 2)))


def weighted_kappa(found: Sequence[float], given: Sequence[float]) -> float:
    """Return the quadratic weighted kappa (J. Cohen, 1968) of marks on any scale.

    The weights are squared differences, so that no table is needed: 1 - the mean squared
    difference of the pairs / that of all found with all given. nan if nothing varies.
    """
    left, right = np.asarray(found, dtype=float), np.asarray(given, dtype=float)
    if not len(left):
        return math.nan
    chance = left.var() + right.var() + (left.mean() - right.mean()) ** 2
    return 1.0 - float(np.mean((left - right) ** 2) / chance) if chance > 0 else math.nan


def exact_share(found: Sequence[float], given: Sequence[float]) -> float:
    """Return the share of equal marks."""
    return float(np.mean(np.abs(np.asarray(found) - np.asarray(given)) < _SLACK))


def serious_share(found: Sequence[float], given: Sequence[float]) -> float:
    """Return the share that is off by half the points or more; marks are shares of them."""
    return float(np.mean(np.abs(np.asarray(found) - np.asarray(given)) >= SERIOUS - _SLACK))
