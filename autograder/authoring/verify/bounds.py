"""How often a check may fail by chance, judged from a number of runs."""

import math

CONFIDENCE = 0.95
_HALVINGS = 60


def false_alarm_bound(failures: int, runs: int, confidence: float = CONFIDENCE) -> float:
    """Return the Clopper-Pearson upper bound of a rate, of which `failures` of `runs` were seen.

    For no failure it is 1 - (1 - confidence)**(1 / runs), about 3 / runs at 95 %
    ("rule of three"). C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404-413.
    """
    if failures >= runs:
        return 1.0
    low, high = failures / runs, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _at_most(failures, runs, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def _at_most(failures: int, runs: int, rate: float) -> float:
    """Return the probability of so many failures or fewer."""
    return math.fsum(
        math.comb(runs, k) * rate**k * (1 - rate) ** (runs - k) for k in range(failures + 1)
    )


def flaky_words(count: int, runs: int) -> str:
    """Return what is said of a check that failed right work `count` times."""
    bound = false_alarm_bound(count, runs)
    return (
        f"the reference fails it under {count} of {runs} seeds; with 95 % confidence it fails "
        f"right work in up to {100 * bound:.1f} % of runs: widen its tolerance or its inputs"
    )
