from pathlib import Path

import numpy as np
import pytest

from autograder.checks import assert_close, assert_shape, tensor

DATA = np.load(Path(__file__).parents[2] / "digits.npz")
X, Y = DATA["pictures"][:, None] / 255, DATA["labels"]
WEIGHTS = [DATA[name] for name in ("W1", "b1", "W2", "b2")]


@pytest.fixture
def attacked(submission, lab):
    """Return what your pgd makes of the hundred digits, as an array."""

    def run(epsilon, step_size, steps):
        model = lab.two_layers(*map(tensor, WEIGHTS))
        got = submission.pgd(model, tensor(X), tensor(Y, "int64"), epsilon, step_size, steps)
        assert_shape(got, X.shape, name="adversarial examples")
        return np.array(got.numpy() if hasattr(got, "numpy") else got, dtype=float)

    return run


def accuracy(pictures):
    """Return the share of pictures that the network reads as their label."""
    w1, b1, w2, b2 = WEIGHTS
    layer = np.clip(pictures.reshape(len(Y), -1) @ w1 + b1, 0, None)
    return np.mean(np.argmax(layer @ w2 + b2, axis=1) == Y)


@pytest.mark.task("pgd", points=1)
def test_ball(attacked):
    """No pixel ends further than epsilon from where it began.

    What pulls the picture back after each step, and towards which picture?
    """
    beyond = np.maximum(np.abs(attacked(0.1, 0.03, 10) - X) - 0.1, 0)
    assert_close(beyond, np.zeros(X.shape), atol=1e-5, name="distance beyond epsilon")


@pytest.mark.task("pgd", points=1)
def test_pixels_stay_pixels(attacked):
    """Every pixel of the result is in the range from 0 to 1.

    Is the picture clamped after the last step, too?
    """
    got = attacked(0.3, 0.1, 5)
    outside = np.maximum(np.maximum(-got, got - 1), 0)
    assert_close(outside, np.zeros(X.shape), atol=1e-5, name="distance outside 0 to 1")


@pytest.mark.task("pgd", points=1)
def test_digits(attacked):
    """With epsilon 0.15 and 20 steps of 0.02, nine of ten digits are read wrongly.

    Does the loss grow? Print it after each step.
    """
    still_right = accuracy(attacked(0.15, 0.02, 20))
    beyond = np.maximum(still_right - 0.1, 0)
    assert_close(beyond, 0.0, atol=0.0, name="share of digits still read rightly, less a tenth")
