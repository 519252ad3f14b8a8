import numpy as np
import pytest

from autograder.checks import assert_close


def relu(Z):
    """Return the positive part."""
    return np.maximum(Z, 0)


def drawing(matrices):
    """Return a function that gives one matrix after the other, and then zeros."""
    left = list(matrices)
    return lambda _fan_in, _fan_out: left.pop(0) if left else np.zeros_like(matrices[0])


def compare(layers, X, activation):
    """Return the growth for each name of `layers`, which holds the matrices."""
    growth = {}
    for name, matrices in layers.items():
        H = X
        for W in matrices:
            H = activation(H @ W)
        growth[name] = (H.std() / X.std()) ** (1 / len(matrices))
    return growth


def judge(submission, layers, X, activation):
    """Hold if the student's growth is ours."""
    depth = len(next(iter(layers.values())))
    draws = {name: drawing(matrices) for name, matrices in layers.items()}
    got = submission.signal_growth(draws, X, depth, activation)
    assert_close(got, compare(layers, X, activation), name="the growth")


def weights(rng, std, depth, width):
    """Return the matrices of one network."""
    return rng.normal(0, std, size=(depth, width, width))


@pytest.mark.task("signal_growth", points=1)
def test_one_network(submission, rng):
    """The growth of one network with tanh follows the formula.

    Is the first spread that of X, and the last one that after the last activation?
    """
    layers = {"only": weights(rng, 0.3, 5, 8)}
    judge(submission, layers, 3 * rng.normal(size=(20, 8)), np.tanh)


@pytest.mark.task("signal_growth", points=2)
def test_each_starts_from_the_data(submission, rng):
    """Several networks are compared on the same data.

    Does the second network start from X too, or from where the first one ended?
    """
    stds = {"first": 0.4, "second": 0.1, "third": 0.7}
    layers = {name: weights(rng, std, 3, 9) for name, std in stds.items()}
    judge(submission, layers, rng.normal(1, 2, size=(25, 9)), relu)


@pytest.mark.task("signal_growth", points=2)
def test_twenty_layers_deep(submission, rng):
    """Twenty ReLU layers: weights too small or too large, Xavier's and He's.

    Does the signal pass all layers, even where next to nothing is left of it?
    """
    stds = {"small": 0.01, "large": 1.0, "xavier": np.sqrt(1 / 50), "he": np.sqrt(2 / 50)}
    layers = {name: weights(rng, std, 20, 50) for name, std in stds.items()}
    judge(submission, layers, rng.normal(size=(60, 50)), relu)
