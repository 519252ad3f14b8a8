import numpy as np
import pytest

from autograder.checks import assert_close

PARAMS = {
    "W1": np.array([[1.0, -2.0], [2.0, 1.0]]),
    "b1": np.array([0.0, 0.2]),
    "W2": np.array([[2.0, -1.0], [1.0, 3.0]]),
    "b2": np.array([0.0, 3.3]),
}
X, Y = np.array([[0.5, 0.3]]), np.array([0])


def gradient(params, X, y):  # noqa: ARG001 - the names of the handout
    """Stand in for input_gradient: the numbers of the handout."""
    return np.array([[-1.5, -3.0]])


@pytest.mark.task("fgsm_by_hand", points=2)
def test_by_hand(submission, fairly):
    """The example of the handout: with epsilon 0.1 the pixels 0.5, 0.3 become 0.4, 0.2.

    Both gradients are negative, so which way does the loss grow?
    """

    def check():
        got = submission.fgsm(PARAMS, X, Y, 0.1)
        assert_close(got, np.array([[0.4, 0.2]]), name="adversarial pictures")

    fairly(check, input_gradient=gradient)


@pytest.mark.task("fgsm_by_hand", points=1)
@pytest.mark.parametrize(("settings", "want"), [({}, 0.0), ({"clip_min": -0.05}, -0.05)], ids=str)
def test_range(submission, fairly, settings, want):
    """With epsilon 0.4 the second pixel would fall to -0.1: it stops at clip_min.

    What is clip_min if nobody gives it, and what if somebody does?
    """

    def check():
        got = submission.fgsm(PARAMS, X, Y, 0.4, **settings)
        assert_close(got, np.array([[0.1, want]]), name="adversarial pictures")

    fairly(check, input_gradient=gradient)
