from itertools import pairwise

import numpy as np
import pytest

from autograder.checks import assert_close, assert_distribution

from .chance import FALSE_ALARM, equal_share

SIZES = [300, 60, 250, 80]


def fits(weights, std, name):
    """Hold if the weights are normal draws with this standard deviation."""
    assert_distribution(weights, mean=0, std=std, dist="normal", false_alarm=FALSE_ALARM, name=name)


@pytest.fixture
def seed(rng):
    """Return a seed, different for each student."""
    return int(rng.integers(1, 1000))


@pytest.mark.task("initialize_parameters", points=2)
def test_xavier(submission, judged, seed):
    """By default each layer is drawn as by xavier_normal, for its own fan_in and fan_out.

    Are the two sizes of a layer those to its left and to its right, in the last layer too?
    """

    def judge():
        params = submission.initialize_parameters(SIZES, seed=seed)
        for layer, (fan_in, fan_out) in enumerate(pairwise(SIZES), 1):
            fits(params[f"W{layer}"], np.sqrt(2 / (fan_in + fan_out)), f"W{layer}")

    judged(judge)


@pytest.mark.task("initialize_parameters", points=2)
def test_he(submission, judged, seed):
    """With the method "he" each layer is drawn as by he_normal, for its own fan_in.

    Does method decide how the weights are drawn, in the last layer too?
    """

    def judge():
        params = submission.initialize_parameters(SIZES, "he", seed)
        for layer, fan_in in enumerate(SIZES[:-1], 1):
            fits(params[f"W{layer}"], np.sqrt(2 / fan_in), f"W{layer}")

    judged(judge)


@pytest.mark.task("initialize_parameters", points=1)
def test_layers_are_independent(submission, judged, seed):
    """Layers of the same size have different weights.

    Is the generator made once, before the loop, or anew for each layer?
    """

    def judge():
        params = submission.initialize_parameters([30] * 5, "he", seed)
        share = equal_share([params["W1"], params["W2"], params["W3"]])
        assert_close(share, 0.0, atol=0.01, name="the share of equal weights in W1, W2 and W3")

    judged(judge)


@pytest.mark.task("initialize_parameters", points=1)
def test_other_seeds(submission, judged, seed):
    """Different seeds give different weights.

    Does seed reach the generator that draws the weights?
    """

    def judge():
        seeds = (seed, seed + 5000, seed + 20_000)
        drawn = [submission.initialize_parameters([30] * 3, "he", s)["W1"] for s in seeds]
        share = equal_share(drawn)
        assert_close(share, 0.0, atol=0.01, name="the share of equal weights for three seeds")

    judged(judge)


@pytest.mark.task("initialize_parameters", points=1)
def test_global_state(submission, judged, global_state, seed):
    """The global random state of numpy is left alone.

    Is there an np.random.seed, where a Generator made from the seed should draw?
    """

    def judge():
        before = global_state()
        submission.initialize_parameters([4, 3, 2], "he", seed)
        assert_close(global_state(), before, name="the global random state")

    judged(judge)
