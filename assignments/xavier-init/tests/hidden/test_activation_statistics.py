from itertools import pairwise

import numpy as np
import pytest

from autograder.checks import assert_close


def network(rng, sizes):
    """Return parameters with biases, of a scale that keeps the signal alive."""
    params = {}
    for layer, (fan_in, fan_out) in enumerate(pairwise(sizes), 1):
        params[f"W{layer}"] = rng.normal(0, np.sqrt(2 / fan_in), size=(fan_in, fan_out))
        params[f"b{layer}"] = rng.normal(0.2, 0.5, size=fan_out)
    return params


def statistics(params, X, activation):
    """Return mean and population standard deviation after each layer."""
    H, pairs = X, []
    for layer in range(1, len(params) // 2 + 1):
        H = activation(H @ params[f"W{layer}"] + params[f"b{layer}"])
        pairs.append((H.mean(), H.std()))
    return pairs


def relu(Z):
    """Return the positive part."""
    return np.maximum(Z, 0)


@pytest.mark.task("activation_statistics", points=2)
@pytest.mark.parametrize("activation", [relu, np.tanh], ids=["relu", "tanh"])
def test_layers_of_any_width(submission, rng, activation):
    """Mean and spread are right after each layer of a network with biases.

    What enters a layer: what left the one before, after its activation?
    """
    params, X = network(rng, [6, 20, 9, 14]), rng.normal(size=(30, 6))
    got = submission.activation_statistics(params, X, activation)
    assert_close(list(got), statistics(params, X, activation), name="the statistics")


@pytest.mark.task("activation_statistics", points=1)
def test_order_of_layers(submission, rng):
    """Twelve layers follow each other by their number, in whatever order the dict holds them.

    Does layer 2 come before layer 10 in your loop?
    """
    params, X = network(rng, [5] * 13), rng.normal(size=(40, 5))
    shuffled = {name: params[name] for name in rng.permutation(list(params)).tolist()}
    got = submission.activation_statistics(shuffled, X, np.tanh)
    assert_close(list(got), statistics(params, X, np.tanh), name="the statistics")


@pytest.mark.task("activation_statistics", points=1)
def test_population_spread(submission, rng):
    """The standard deviation divides by the count itself, which shows on two numbers.

    Is it the root of the mean squared distance from the mean, without a minus 1?
    """
    params = {"W1": rng.normal(size=(3, 1)), "b1": rng.normal(size=1)}
    X = rng.normal(size=(2, 3))
    got = submission.activation_statistics(params, X, np.tanh)
    assert_close(list(got), statistics(params, X, np.tanh), name="the statistics")


@pytest.mark.task("activation_statistics", points=1)
def test_units_that_differ(submission, rng):
    """Units that differ from each other count in the spread, not only examples that differ.

    Is the standard deviation taken over the whole array, and not along one axis?
    """
    params = {"W1": rng.normal(0, 0.01, size=(4, 50)), "b1": rng.normal(0, 2, size=50)}
    X = rng.normal(size=(20, 4))
    got = submission.activation_statistics(params, X, np.tanh)
    assert_close(list(got), statistics(params, X, np.tanh), name="the statistics")
