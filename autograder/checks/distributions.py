"""Are draws from the wanted distribution? Judged by statistics, never by a seed's numbers."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from .bounds import UNIFORM_WIDTH, Limits, distance, distance_limit, limits
from .containers import refuse
from .describe import describe, first_index, index_text, number, two_numbers
from .plain import Array, Plain, plain
from .verdict import Verdict, short_name

LEAST_DRAWS = 1000
"""Below this the bounds are so wide that wrong draws would pass."""
FEWEST_DISTINCT = 0.5
MOST_DISTINCT = 1_000_000
"""A float32 generator knows 2**24 values: with far more draws, right ones repeat."""
EDGE = 1e-6
"""In standard deviations: float32 rounds the ends of an interval."""

Dist = Literal["normal", "uniform"]


@dataclass(frozen=True, slots=True)
class _Wanted:
    mean: float
    std: float
    dist: str | None
    share: float
    """Each test's part of the false-alarm probability."""
    also: Mapping[str, float] = field(default_factory=dict)


def assert_distribution(
    draws: Any,
    *,
    mean: float,
    std: float,
    dist: Dist | None = None,
    false_alarm: float = 1e-6,
    also: Mapping[str, float] | None = None,
    name: str = "draws",
) -> None:
    """Hold if `draws` have this mean and standard deviation, and are distributed like `dist`.

    `draws` is an array of any shape or a list of arrays; at least 1,000 in all, which must be
    independent. The uniform distribution is that on `mean` plus and minus `sqrt(3) * std`.

    Right draws fail with a probability below `false_alarm`, all tests together (a third for
    each of mean, variance and distribution function). For named distributions this is proven
    for every number of draws; for `dist=None` mean and variance rest on the central limit
    theorem with room to spare, for shapes with a kurtosis of at most 10 (see `bounds`). With 20,000
    normal or uniform draws a standard deviation that is off by 15 % is always noticed.

    `also` names mistakes by the standard deviation that they lead to, such as
    `{"fan_in and fan_out swapped": 0.1}`: if one alone fits, the message asks about it.

    Raises:
        CheckFailure: the draws are no numbers, too few, repeat themselves, or do not fit.
        ValueError: the wanted distribution makes no sense.
    """
    tests = 2 if dist is None else 3
    wanted = _Wanted(mean, std, dist, false_alarm / tests, also or {})
    _check_settings(wanted, false_alarm)
    shape = f"{dist} draws" if dist else "draws"
    expected = f"{shape} with mean {number(mean)} and standard deviation {number(std)}"
    verdict = Verdict(name, expected, describe(draws), found=draws)
    pooled = _pool(verdict, draws, wanted)
    with np.errstate(all="ignore"):
        _check_not_constant(verdict, pooled, wanted)
        _check_moments(verdict, pooled, wanted)
        _check_shape(verdict, pooled, wanted)
    verdict.hold()


def _check_settings(wanted: _Wanted, false_alarm: float) -> None:
    if not math.isfinite(wanted.mean) or not (math.isfinite(wanted.std) and wanted.std > 0):
        msg = f"mean must be finite and std above 0, found {wanted.mean!r} and {wanted.std!r}"
        raise ValueError(msg)
    if wanted.dist not in ("normal", "uniform", None):
        msg = f"dist must be 'normal', 'uniform' or None, found {wanted.dist!r}"
        raise ValueError(msg)
    if not 0 < false_alarm < 1:
        msg = f"false_alarm must be a probability above 0 and below 1, found {false_alarm!r}"
        raise ValueError(msg)


def _pool(verdict: Verdict, draws: Any, wanted: _Wanted) -> Array:
    several = type(draws) in (list, tuple) and bool(draws)
    parts = [_part(verdict, part, wanted) for part in (draws if several else [draws])]
    pooled = np.concatenate([part.values.reshape(-1).astype(np.float64) for part in parts])
    if pooled.size < LEAST_DRAWS:
        line = f"{short_name(verdict.name)}: expected at least {LEAST_DRAWS} draws, "
        verdict.fail("shape", f"{line}found {pooled.size}.")
    fine = not any(part.dtype in _COARSE for part in parts) and pooled.size <= MOST_DISTINCT
    if wanted.dist is not None and fine:
        _check_repeats(verdict, pooled)
    return pooled


def _part(verdict: Verdict, value: Any, wanted: _Wanted) -> Plain:
    part = plain(value)
    if part is None:
        refuse(verdict, "an array of random numbers", value, nested=False)
    name = short_name(verdict.name)
    if part.kind not in ("f" if wanted.dist else "bif"):
        verdict.fail("dtype", f"{name}: expected real numbers, found {part.words}.")
    strange = ~np.isfinite(part.values)
    if strange.any():
        place = first_index(strange)
        line = f"{name}: expected finite numbers, found {number(part.values[place])}"
        verdict.fail("value", f"{line} at {index_text(place) or 'the only place'}.")
    return part


def _check_repeats(verdict: Verdict, pooled: Array) -> None:
    distinct = len(np.unique(pooled))
    if 1 < distinct < FEWEST_DISTINCT * pooled.size:
        line = f"{short_name(verdict.name)}: expected all draws to differ, "
        line += f"found {distinct} different values in {pooled.size} draws."
        verdict.fail("value", line, "Is a seed set anew within the function?")


def _check_not_constant(verdict: Verdict, pooled: Array, wanted: _Wanted) -> None:
    if (pooled == pooled[0]).all():
        line = f"{short_name(verdict.name)}: expected random numbers with standard deviation "
        line += f"{number(wanted.std)}, found {number(pooled[0])} in all {pooled.size} places."
        verdict.fail("value", line, "Are the random numbers drawn, and returned?")


def _check_moments(verdict: Verdict, pooled: Array, wanted: _Wanted) -> None:
    mean, variance = float(pooled.mean()), float(pooled.var())
    accepted = limits(wanted.dist, wanted.std, pooled.size, wanted.share)
    wrong = []
    if not _holds_variance(variance, accepted):
        wrong.append(_pair("standard deviation", wanted.std, math.sqrt(variance)))
    if not abs(mean - wanted.mean) <= accepted.mean:
        wrong.append(_pair("mean", wanted.mean, mean))
    if wrong:
        line = f"{short_name(verdict.name)}: expected {' and '.join(wrong)} ({pooled.size} draws)."
        verdict.fail("value", line, _moments_question(pooled, variance, wanted))


def _pair(what: str, expected: float, found: float) -> str:
    shown = two_numbers(expected, found)
    return f"{what} {shown[0]}, found {shown[1]}"


def _holds_variance(variance: float, accepted: Limits) -> bool:
    return accepted.variance_low <= variance <= accepted.variance_high


def _moments_question(pooled: Array, variance: float, wanted: _Wanted) -> str:
    if wanted.mean == 0 and pooled.min() >= 0:
        return "No draw is negative: is it from 0 to 1 where both signs are wanted?"
    candidates = {"the variance in place of the standard deviation": wanted.std**2, **wanted.also}
    if wanted.dist == "uniform":
        candidates["the standard deviation as the end of the interval"] = wanted.std / UNIFORM_WIDTH
    fitting = [
        label
        for label, std in candidates.items()
        if _holds_variance(variance, limits(wanted.dist, std, pooled.size, wanted.share))
    ]
    return f"The spread fits one mistake: is it {fitting[0]}?" if len(fitting) == 1 else ""


def _check_shape(verdict: Verdict, pooled: Array, wanted: _Wanted) -> None:
    if wanted.dist is None:
        return
    ordered = np.sort(pooled)
    _check_interval(verdict, ordered, wanted)
    found = distance(ordered, wanted.dist, wanted.mean, wanted.std)
    if found > distance_limit(pooled.size, wanted.share):
        line = f"{short_name(verdict.name)}: expected {_ARTICLES[wanted.dist]} distribution; mean "
        line += "and standard deviation fit, but the shares of small and large draws do not "
        line += f"(off by {number(100 * found, 2)} %)."
        verdict.fail("value", line, _shape_question(ordered, wanted))


def _check_interval(verdict: Verdict, ordered: Array, wanted: _Wanted) -> None:
    half = UNIFORM_WIDTH * wanted.std
    low, high = wanted.mean - half, wanted.mean + half
    edge = EDGE * wanted.std + 1e-6 * abs(wanted.mean)
    inside = low - edge <= ordered[0] and ordered[-1] <= high + edge
    if wanted.dist == "uniform" and not inside:
        line = (
            f"{short_name(verdict.name)}: expected all draws from {number(low)} to {number(high)}"
        )
        line += f", found some from {number(ordered[0])} to {number(ordered[-1])}."
        verdict.fail("value", line, _shape_question(ordered, wanted))


def _shape_question(ordered: Array, wanted: _Wanted) -> str:
    other = "normal" if wanted.dist == "uniform" else "uniform"
    found = distance(ordered, other, wanted.mean, wanted.std)
    fits = found <= distance_limit(len(ordered), wanted.share)
    return (
        f"The draws fit {_ARTICLES[other]} distribution: is it the one asked for?" if fits else ""
    )


_ARTICLES = {"normal": "a normal", "uniform": "a uniform"}
_COARSE = ("float16", "bfloat16")
"""Types with so few values that right draws repeat."""
