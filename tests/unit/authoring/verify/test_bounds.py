import pytest

from autograder.authoring.verify.bounds import false_alarm_bound


@pytest.mark.parametrize("runs", [1, 5, 50, 1000])
def test_without_a_failure_it_is_the_closed_form(runs):
    assert false_alarm_bound(0, runs) == pytest.approx(1 - 0.05 ** (1 / runs), rel=1e-9)


def test_it_is_about_three_over_the_number_of_runs():
    assert false_alarm_bound(0, 1000) == pytest.approx(3 / 1000, rel=0.01)


def test_with_failures_it_leaves_five_percent_below():
    # The bound p solves P(X <= 1) = 0.05 for X binomial with 10 draws: 39.42 %.
    p = false_alarm_bound(1, 10)
    assert (1 - p) ** 10 + 10 * p * (1 - p) ** 9 == pytest.approx(0.05, rel=1e-9)
    assert p == pytest.approx(0.3942, abs=1e-4)


def test_nothing_but_failures_bounds_nothing():
    assert false_alarm_bound(3, 3) == 1
