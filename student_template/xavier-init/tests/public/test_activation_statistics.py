import numpy as np
import pytest

from autograder.checks import assert_close


def relu(Z):
    """Return the positive part."""
    return np.maximum(Z, 0)


@pytest.mark.task("activation_statistics", points=2)
def test_by_hand(submission):
    """The network of the handout has mean and standard deviation 2 and 2, then 1.5 and 1.5.

    Do you measure after the activation, over all examples and units at once?
    """
    params = {
        "W1": np.array([[3.0, -3.0], [1.0, 2.0]]),
        "b1": np.array([0.0, -1.0]),
        "W2": np.array([[1.0], [2.0]]),
        "b2": np.array([-5.0]),
    }
    X = np.array([[1.0, 1.0], [-1.0, 1.0]])
    got = submission.activation_statistics(params, X, relu)
    assert_close(list(got), [(2.0, 2.0), (1.5, 1.5)], name="the statistics")


@pytest.mark.task("activation_statistics", points=1)
def test_one_pair_for_each_layer(submission):
    """There is one pair for each layer, the last one included, and none for the input.

    Is the activation applied after the last layer too?
    """
    params = {}
    for layer in range(1, 5):
        params |= {f"W{layer}": 2 * np.eye(3), f"b{layer}": np.zeros(3)}
    X = np.array([[1.0, 2.0, 3.0], [-1.0, -2.0, -3.0]])
    got = submission.activation_statistics(params, X, lambda Z: Z / 4)
    spread = np.sqrt(14 / 3)
    expected = [(0.0, spread / 2**layer) for layer in range(1, 5)]
    assert_close(list(got), expected, name="the statistics")
