"""How far statistics of n independent draws stray by chance: the bounds and their sources.

`share` is the false-alarm probability that one two-sided test may use up.

Normal: the mean is exactly normal; the variance is chi-squared (Laurent and Massart 2000, lemma 1).
Uniform: Bernstein's inequality for the mean and for the squared deviation.
Any shape: the central limit theorem with a quarter to spare, kurtosis at most 10.
Distribution function: Dvoretzky-Kiefer-Wolfowitz with Massart's constant (1990).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np

from .plain import Array

SPARE = 1.25
KURTOSIS = 10.0
"""Normal 3, uniform 1.8, exponential 9."""
GRID = 4096
GRID_WIDTH = 6.0
"""In standard deviations."""
UNIFORM_WIDTH = math.sqrt(3)
"""Half an interval's length in standard deviations."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is accepted: the mean's distance, and from which to which variance."""

    mean: float
    variance_low: float
    variance_high: float

    def around_sample_mean(self) -> "Limits":
        """Return limits for the variance about the draws' own mean instead of the true one.

        It is smaller by the mean's squared error, which the mean's own test bounds.
        """
        return Limits(self.mean, max(self.variance_low - self.mean**2, 0.0), self.variance_high)


def limits(dist: str | None, std: float, count: int, share: float) -> Limits:
    """Return what `count` draws with this `std` keep to, each test but for `share`."""
    return _LIMITS[dist](std, count, share).around_sample_mean()


def distance_limit(count: int, share: float) -> float:
    """Return the largest distance of the distribution functions, but for `share`."""
    return math.sqrt(math.log(2 / share) / (2 * count))


def distance(ordered: Array, dist: str, mean: float, std: float) -> float:
    """Return the distance of sorted draws from a distribution function, on a fixed grid.

    A grid can only miss distance, so the false-alarm rate stays below the bound.
    """
    steps = np.linspace(-GRID_WIDTH, GRID_WIDTH, GRID + 1)
    expected = np.array([_FUNCTIONS[dist](step) for step in steps])
    found = (np.searchsorted(ordered, mean + std * steps, side) / len(ordered) for side in _SIDES)
    return max(float(np.abs(expected - share).max()) for share in found)


def _normal(std: float, count: int, share: float) -> Limits:
    exponent = math.log(2 / share)
    root = 2 * math.sqrt(exponent / count)
    return Limits(
        mean=_quantile(share) * std / math.sqrt(count),
        variance_low=std**2 * max(1 - root, 0.0),
        variance_high=std**2 * (1 + root + 2 * exponent / count),
    )


def _uniform(std: float, count: int, share: float) -> Limits:
    # The squared deviation lies in [0, 3 std^2] and has mean std^2, variance 0.8 std^4.
    spread = _bernstein(0.8, 2.0, count, share)
    return Limits(
        mean=std * _bernstein(1.0, UNIFORM_WIDTH, count, share),
        variance_low=std**2 * max(1 - spread, 0.0),
        variance_high=std**2 * (1 + spread),
    )


def _any_shape(std: float, count: int, share: float) -> Limits:
    step = SPARE * _quantile(share) / math.sqrt(count)
    spread = step * math.sqrt(KURTOSIS - 1)
    return Limits(
        mean=std * step,
        variance_low=std**2 * max(1 - spread, 0.0),
        variance_high=std**2 * (1 + spread),
    )


def _quantile(share: float) -> float:
    return -NormalDist().inv_cdf(share / 2)


def _bernstein(variance: float, largest: float, count: int, share: float) -> float:
    exponent = math.log(2 / share)
    linear = largest * exponent / 3
    return (linear + math.sqrt(linear**2 + 2 * count * variance * exponent)) / count


def _normal_share(step: float) -> float:
    return 0.5 * math.erfc(-step / math.sqrt(2))


def _uniform_share(step: float) -> float:
    return min(max(0.5 + step / (2 * UNIFORM_WIDTH), 0.0), 1.0)


_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")
_LIMITS: dict[str | None, Callable[[float, int, float], Limits]] = {
    "normal": _normal,
    "uniform": _uniform,
    None: _any_shape,
}
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "normal": _normal_share,
    "uniform": _uniform_share,
}
