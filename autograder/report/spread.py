"""How the points of a class are spread: a histogram in numbers, and where its middle is."""

import math
from collections import Counter
from collections.abc import Sequence
from statistics import fmean, median, quantiles

from autograder.model import Grade, Record

_MOST_BARS = 12
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_HUNDRED = 100.0


class Bar(Record):
    """One bar of the histogram: those from `low` up to `high`; in the last one, all above."""

    low: float
    high: float
    count: int
    height: int
    """Percent of the highest bar."""


class Spread(Record):
    """The points that are decided, of the submissions that could be graded."""

    unit: str
    """`points`; `percent` of what is decided, where that is not the same for all."""
    top: float
    """What full marks are, in this unit."""
    count: int
    full: int
    """How many have full marks."""
    mean: float | None
    median: float | None
    middle: tuple[float, float] | None
    """Between which values half of the class is."""
    bars: tuple[Bar, ...]
    edge: float
    """Where the last bar ends; not below `top`."""


def spread_of(grades: Sequence[Grade]) -> Spread:
    """Return the spread of `grades`; what nobody decided yet is in no number."""
    decided = [
        (grade.points, most)
        for grade in grades
        if grade.points is not None and (most := _decided(grade)) > 0
    ]
    tops = {most for _, most in decided}
    if len(tops) == 1:
        return _spread([points for points, _ in decided], tops.pop(), "points")
    shares = [round(_HUNDRED * points / most, 1) for points, most in decided]
    return _spread(shares, _HUNDRED, "percent")


def _decided(grade: Grade) -> float:
    return round(grade.max_points - grade.waiting_points, 4)


def _spread(values: Sequence[float], top: float, unit: str) -> Spread:
    step = _step(top)
    bars = _bars(values, step, math.ceil(round(top / step, 6)))
    return Spread(
        unit=unit,
        top=top,
        count=len(values),
        full=sum(value >= top for value in values),
        mean=round(fmean(values), 2) if values else None,
        median=round(median(values), 2) if values else None,
        middle=_middle(values),
        bars=bars,
        edge=bars[-1].high,
    )


def _middle(values: Sequence[float]) -> tuple[float, float] | None:
    if len(values) < 4:  # noqa: PLR2004 - quarters of fewer are no quarters
        return None
    low, _, high = quantiles(values, n=4, method="inclusive")
    return round(low, 2), round(high, 2)


def _step(top: float) -> float:
    """Return the smallest round step that needs no more bars than there is room for."""
    size = 10.0 ** math.floor(math.log10(top / _MOST_BARS))
    return next(
        size * step for step in _STEPS if math.ceil(round(top / (size * step), 6)) <= _MOST_BARS
    )


def _bars(values: Sequence[float], step: float, number: int) -> tuple[Bar, ...]:
    counts = Counter(min(max(int(value / step + 1e-9), 0), number - 1) for value in values)
    highest = max(counts.values(), default=1)
    return tuple(
        Bar(
            low=round(index * step, 6),
            high=round((index + 1) * step, 6),
            count=counts[index],
            height=round(100 * counts[index] / highest),
        )
        for index in range(number)
    )
