"""What a fitted question says of one answer: a mark, and all that makes it doubtful."""

from dataclasses import dataclass

import numpy as np

from .level_two import best_mark, mark_shares
from .likeness import Compare, Floats
from .records import GradedText, LevelOne, LevelTwo
from .samples import Sample

SERIOUS = 0.5
"""An error of half the points or more."""
_NEAR = 4.0
_SLACK = 1e-9


@dataclass(frozen=True)
class Estimate:
    """A mark and a mean as shares of the points, with what the expected error is read from."""

    share: float
    mean: float
    likeness: Floats
    """With each blind answer of the question."""
    signs: tuple[float, ...]

    @property
    def nearest(self) -> float:
        """The likeness of the answer that is most like it."""
        return float(self.likeness.max(initial=0.0))


def rounded_share(share: float, grid: Floats) -> float:
    """Return the mark of the grid that is nearest, the higher of two."""
    off = np.round(np.abs(grid - share), 9)
    return float(grid[off == off.min()].max())


@dataclass(frozen=True)
class Fitted:
    """A question's level 2, with what it takes to ask it."""

    level_two: LevelTwo
    graded: tuple[GradedText, ...]
    """The blind answers."""
    compare: Compare


def estimate(fitted: Fitted, level: LevelOne, one: Sample, grid: Floats) -> Estimate:
    """Return the estimate of `one` by the blind answers to its question."""
    likeness = fitted.compare([one.answer])[0]
    shares, kernel = mark_shares(fitted.level_two, level, one, likeness, grid)
    chances = np.diff(shares, prepend=0.0)
    share = float(grid[best_mark(shares, grid)])
    off, mean = np.abs(grid - share), float(chances @ grid)
    near = np.exp(_NEAR * (kernel - kernel.max()))
    near /= near.sum()
    signs = (
        float(chances @ off),
        float(chances[off >= SERIOUS - _SLACK].sum()),
        float(near @ np.array([text.doubt for text in fitted.graded])),
        1.0 - float(likeness.max()),
    )
    return Estimate(share, mean, likeness, tuple(round(sign, 9) for sign in signs))
