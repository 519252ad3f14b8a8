import numpy as np
import pytest

from autograder.checks import assert_distribution, assert_shape

from .chance import FALSE_ALARM


@pytest.mark.task("he_normal", points=1)
@pytest.mark.parametrize("size", [(3, 5), (6, 1)], ids=str)
def test_shape(submission, remote, size):
    """The weights have the shape (fan_in, fan_out).

    Which of the two comes first: what enters the layer, or what leaves it?
    """
    assert_shape(submission.he_normal(*size, rng=remote.rng(1)), size, name="the weights")


@pytest.mark.task("he_normal", points=1)
def test_spread(submission, remote, rng):
    """For a layer with 150 inputs and 150 outputs the draws are normal draws of the right spread.

    Is sqrt(2 / fan_in) the standard deviation, with the 2 that makes up for the ReLU?
    """
    drawn = submission.he_normal(150, 150, rng=remote.rng(int(rng.integers(2**32))))
    std = np.sqrt(2 / 150)
    assert_distribution(
        drawn, mean=0, std=std, dist="normal", false_alarm=FALSE_ALARM, name="the weights"
    )
