"""How far a mark may be off: the risk of it, an interval, and where a person takes over."""

import math
from collections.abc import Sequence

import numpy as np

from .bounds import upper_bound
from .estimate import SERIOUS
from .held_out import HeldOut
from .likeness import Floats
from .records import Doubt, Workload
from .routing import interval_of, stopped_by
from .samples import FOLDS

FEWEST_HELD_OUT = 30
COVERS = 0.9
LEAST_RISK = 0.01
_STRENGTH = 10.0
_LEAST_SPREAD = 0.01
_UNLIKE = 0.05
_SLACK = 1e-9
_SHARES = np.arange(5, 101, 5) / 100


def risks_held_out(held: Sequence[HeldOut]) -> Floats:
    """Return the risk of each, learnt from the other folds."""
    risks = np.ones(len(held))
    for fold in range(FOLDS):
        rest = [one for one in held if one.sample.fold != fold]
        if rest and len(rest) < len(held):
            weights, intercept = _fitted(rest)
            for index, one in enumerate(held):
                if one.sample.fold == fold:
                    risks[index] = risk_of(signs_of(one), weights, intercept)
    return np.round(risks, 6)


def risk_of(signs: Sequence[float], weights: Sequence[float] | Floats, intercept: float) -> float:
    """Return the expected |error| plus the chance of a serious one, at least 0.01."""
    return max(float(np.dot(signs, weights)) + intercept, LEAST_RISK)


def fit_doubt(
    held: Sequence[HeldOut], risks: Floats, *, tolerance: float, target: float
) -> tuple[Doubt | None, Workload]:
    """Return what is learnt of the errors of held-out marks, and the workload to expect."""
    if len(held) < FEWEST_HELD_OUT:
        return None, Workload(
            answers=len(held), eligible=0, automatic=0, serious=0, serious_bound=1.0, exact=None
        )
    errors = np.array([one.error for one in held])
    weights, intercept = _fitted(held)
    nearest = [one.estimate.nearest for one in held if one.estimate]
    doubt = Doubt(
        weights=tuple(np.round(weights, 6).tolist()),
        intercept=round(intercept, 6),
        scores=_percentiles(errors / risks),
        conformal=_conformal(errors / risks),
        least_likeness=round(float(np.quantile(nearest, _UNLIKE)), 6),
        threshold=None,
    )
    free = [n for n, one in enumerate(held) if _is_free(doubt, one, float(risks[n]), tolerance)]
    return _with_threshold(doubt, errors[free], risks[free], len(held), target)


def automatic(doubt: Doubt | None, one: HeldOut, risk: float | None, tolerance: float) -> bool:
    """Return whether the mark may stand without a person."""
    if doubt is None or doubt.threshold is None or risk is None:
        return False
    return risk <= doubt.threshold + _SLACK and _is_free(doubt, one, risk, tolerance)


def _is_free(doubt: Doubt, one: HeldOut, risk: float, tolerance: float) -> bool:
    if one.estimate is None or stopped_by(one.sample, one.share, tolerance):
        return False
    low, high = interval_of(doubt, one.share, risk)
    narrow = max(high - one.share, one.share - low) <= tolerance + _SLACK
    return narrow and one.estimate.nearest >= doubt.least_likeness - _SLACK


def signs_of(one: HeldOut) -> tuple[float, ...]:
    """Return what the risk is read from; there must be an estimate."""
    if one.estimate is None:
        msg = "an answer without graded neighbours has no risk to read"
        raise ValueError(msg)
    return one.estimate.signs


def _with_threshold(
    doubt: Doubt, errors: Floats, risks: Floats, answers: int, target: float
) -> tuple[Doubt, Workload]:
    """Take the largest part, in steps of 5 %, whose serious errors are bounded by the target."""
    order = np.argsort(risks, kind="stable")
    serious = errors[order] >= SERIOUS - _SLACK
    best, bound, threshold = 0, 1.0, None
    for share in _SHARES:
        count = math.floor(share * len(order))
        found = upper_bound(int(serious[:count].sum()), count)
        if count and found <= target:
            best, bound, threshold = count, found, float(risks[order][count - 1])
    exact = (errors[order][:best] < _SLACK).mean() if best else None
    workload = Workload(
        answers=answers,
        eligible=len(order),
        automatic=best,
        serious=int(serious[:best].sum()),
        serious_bound=round(bound, 6),
        exact=None if exact is None else round(float(exact), 6),
    )
    return doubt.model_copy(update={"threshold": threshold}), workload


def _fitted(held: Sequence[HeldOut]) -> tuple[Floats, float]:
    """Fit a ridge of the errors on their signs."""
    from sklearn.linear_model import Ridge  # noqa: PLC0415 - heavy, and an extra

    rows = np.array([signs_of(one) for one in held])
    errors = np.array([one.error for one in held])
    cost = errors + (errors >= SERIOUS - _SLACK)
    mean, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), _LEAST_SPREAD)
    fitted = Ridge(alpha=_STRENGTH).fit((rows - mean) / spread, cost)
    weights = fitted.coef_ / spread
    return weights, float(fitted.intercept_ - weights @ mean)


def _conformal(scores: Floats) -> float:
    """Return the split-conformal quantile (V. Vovk, A. Gammerman, G. Shafer, 2005, ch. 4)."""
    rank = min(math.ceil((len(scores) + 1) * COVERS), len(scores))
    return round(float(np.sort(scores)[rank - 1]), 6)


def _percentiles(scores: Floats) -> tuple[float, ...]:
    return tuple(np.round(np.quantile(scores, np.arange(101) / 100), 6).tolist())
