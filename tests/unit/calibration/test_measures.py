import math

import numpy as np
import pytest
from scipy.stats import binomtest, pearsonr
from sklearn.metrics import cohen_kappa_score, root_mean_squared_error

from autograder.calibration.bounds import upper_bound
from autograder.calibration.measures import (
    correlation,
    exact_share,
    root_mean_square_error,
    serious_share,
    weighted_kappa,
)

FOUND = np.array([0, 1, 2, 3, 4, 4, 2, 1, 0, 3, 3, 2])
GIVEN = np.array([0, 2, 2, 4, 4, 3, 1, 1, 1, 3, 0, 2])


def test_kappa_is_that_of_scikit_learn_on_any_scale() -> None:
    theirs = cohen_kappa_score(FOUND, GIVEN, weights="quadratic", labels=range(5))
    assert weighted_kappa(FOUND, GIVEN) == pytest.approx(theirs, abs=1e-12)
    assert weighted_kappa(FOUND / 4, GIVEN / 4) == pytest.approx(theirs, abs=1e-12)


def test_r_and_rmse_are_those_of_scipy_and_scikit_learn() -> None:
    assert correlation(FOUND, GIVEN) == pytest.approx(pearsonr(FOUND, GIVEN).statistic, abs=1e-12)
    theirs = root_mean_squared_error(GIVEN, FOUND)
    assert root_mean_square_error(FOUND, GIVEN) == pytest.approx(theirs, abs=1e-12)


def test_the_upper_bound_is_that_of_the_exact_test() -> None:
    for cases, trials in ((0, 99), (3, 200), (50, 60)):
        theirs = binomtest(cases, trials).proportion_ci(confidence_level=0.9, method="exact").high
        assert upper_bound(cases, trials) == pytest.approx(theirs, abs=1e-9)
    assert upper_bound(0, 0) == 1.0


def test_half_the_points_off_is_serious() -> None:
    assert serious_share([0.0, 0.5, 1.0], [0.5, 0.6, 1.0]) == pytest.approx(1 / 3)
    assert exact_share([0.1 + 0.2, 0.5], [0.3, 0.6]) == 0.5


def test_marks_that_never_vary_have_no_correlation() -> None:
    assert correlation([0.5, 0.5], [0.0, 1.0]) is None
    assert math.isnan(weighted_kappa([1.0, 1.0], [1.0, 1.0]))
