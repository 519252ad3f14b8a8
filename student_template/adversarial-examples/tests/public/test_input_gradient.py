import numpy as np
import pytest

from autograder.checks import assert_close, assert_shape

PARAMS = {
    "W1": np.array([[1.0, -2.0], [2.0, 1.0]]),
    "b1": np.array([0.0, 0.2]),
    "W2": np.array([[2.0, -1.0], [1.0, 3.0]]),
    "b2": np.array([0.0, 3.3]),
}


@pytest.mark.task("input_gradient", points=2)
def test_by_hand(submission):
    """The example of the handout: a picture of two pixels has the gradient (-1.5, -3).

    Which of the two hidden units is off, and what are the probabilities of the two classes?
    """
    got = submission.input_gradient(PARAMS, np.array([[0.5, 0.3]]), np.array([0]))
    assert_close(got, np.array([[-1.5, -3.0]]), name="gradient")


@pytest.mark.task("input_gradient", points=1)
@pytest.mark.parametrize("sizes", [(3, 4, 6, 5), (2, 7, 3, 4)], ids=str)
def test_shape(submission, rng, sizes):
    """The gradient has the shape of X: a number for each pixel of each picture.

    Which weights are transposed on the way back?
    """
    N, D, H, C = sizes
    params = {"W1": rng.normal(size=(D, H)), "b1": rng.normal(size=H)}
    params |= {"W2": rng.normal(size=(H, C)), "b2": rng.normal(size=C)}
    X, y = rng.uniform(size=(N, D)), rng.integers(C, size=N)
    assert_shape(submission.input_gradient(params, X, y), (N, D), name="gradient")
