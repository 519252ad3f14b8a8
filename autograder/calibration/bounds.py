"""How high a rate may be of which a few cases were seen."""

SURE = 0.95


def upper_bound(cases: int, trials: int) -> float:
    """Return the upper 95 % bound of a rate (Clopper and Pearson, 1934); 1.0 of no trials."""
    from scipy.stats import beta  # noqa: PLC0415 - heavy, and comes with an extra

    if cases >= trials:
        return 1.0
    return float(beta.ppf(SURE, cases + 1, trials - cases))
