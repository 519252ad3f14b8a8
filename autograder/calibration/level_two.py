"""Level 2: the distribution of an answer's marks, from graded answers like it.

Kernel ridge regression (C. Saunders, A. Gammerman, V. Vovk, 1998) of the indicators
"the mark is at most m", one for each mark m of the grid, with the kernel likeness + inner
product of the item features. Far from all graded answers it falls back on level 1.
"""

from collections.abc import Sequence

import numpy as np

from .features import scale_of, scaled
from .level_one import level_one_share, prior_shares
from .likeness import Compare, Floats
from .records import LevelOne, LevelTwo
from .samples import Sample

FEWEST_OF_QUESTION = 5
RIDGE = 0.5
"""Chosen by cross-validation on the training split of SAF, as are the kernel and the power."""
_POWER = 1.2


def fit_level_two(
    own: Sequence[Sample], level: LevelOne, grid: Floats, compare: Compare
) -> tuple[LevelTwo, Floats]:
    """Return the fit of a question's samples, and how far each is from what the others say."""
    marks = np.array([one.share for one in own])
    rows = np.array([one.features for one in own], dtype=float)
    mean, divisor = scale_of(rows)
    said = scaled(rows, mean, divisor)
    given = (marks[:, None] <= grid + 1e-9).astype(float)
    kernel = compare([one.answer for one in own]) + said @ said.T
    inverse = np.linalg.inv(kernel + RIDGE * np.eye(len(own)))
    dual = inverse @ (given - _prior(level, own, grid))
    left_out = given - dual / np.diag(inverse)[:, None]
    doubts = np.abs(marks - grid[[best_mark(row, grid) for row in _distribution(left_out)]])
    fitted = LevelTwo(
        mean=_row(mean),
        scale=_row(1 / divisor),
        features=tuple(_row(row) for row in rows),
        dual=tuple(_row(row) for row in dual),
    )
    return fitted, np.asarray(np.round(doubts, 6), dtype=float)


def mark_shares(
    fitted: LevelTwo, level: LevelOne, one: Sample, likeness: Floats, grid: Floats
) -> tuple[Floats, Floats]:
    """Return how likely each mark, or less, is, and the kernel of `one` with the graded."""
    mean, scale = np.array(fitted.mean), np.array(fitted.scale)
    said = (np.array(fitted.features) - mean) * scale
    kernel = likeness + said @ ((np.array(one.features) - mean) * scale)
    prior = _prior(level, [one], grid)
    return _distribution(prior + kernel @ np.array(fitted.dual))[0], kernel


def best_mark(shares: Floats, grid: Floats) -> int:
    """Return the index of the mark with the least expected |error| ** 1.2.

    The median mark (1) is most often exact, the mean (2) has the least squared error.
    """
    chances = np.diff(shares, prepend=0.0)
    cost = (np.abs(grid[:, None] - grid) ** _POWER) @ chances
    # Rounded, so that the last bit of a sum does not decide between two marks.
    return int(np.argmin(np.round(cost, 9)))


def _prior(level: LevelOne, own: Sequence[Sample], grid: Floats) -> Floats:
    expected = [level_one_share(level, one.question_id, one.suggested) for one in own]
    return prior_shares(level, expected, grid)


def _distribution(raw: Floats) -> Floats:
    rising = np.maximum.accumulate(np.clip(raw, 0.0, 1.0), axis=1)
    rising[:, -1] = 1.0
    return rising


def _row(values: Floats) -> tuple[float, ...]:
    return tuple(np.round(values, 6).tolist())
