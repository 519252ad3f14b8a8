import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.mark.task("signal_growth", points=2)
def test_by_hand(submission):
    """The two layers of the handout stretch the signal by 3 and by 0.75: a growth of 1.5.

    Is it the root of the whole stretch, one factor for each layer?
    """
    factors = iter([3.0, 0.75, np.nan])
    draws = {"by hand": lambda fan_in, fan_out: np.full((fan_in, fan_out), next(factors))}
    X = np.array([[1.0], [-1.0]])
    got = submission.signal_growth(draws, X, 2, lambda Z: Z)
    assert_close(got, {"by hand": 1.5}, name="the growth")


@pytest.mark.task("signal_growth", points=1)
def test_one_draw_for_each_layer(submission, rng):
    """Each layer asks once for a square matrix as wide as the data.

    Is draw called within the loop over the layers, with both sizes?
    """
    asked = []

    def draw(fan_in, fan_out):
        asked.append((fan_in, fan_out))
        return np.eye(5)

    submission.signal_growth({"eye": draw}, rng.normal(size=(7, 5)), 4, np.tanh)
    assert_close(asked, [(5, 5)] * 4, name="the sizes asked for")
