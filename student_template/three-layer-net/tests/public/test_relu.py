import numpy as np
import pytest

from autograder.checks import assert_close

X = np.array([[1.0, -2.0], [-0.5, 3.0]])


@pytest.mark.task("relu", points=1)
def test_forward_by_hand(submission):
    """Positive numbers pass, negative ones become 0.

    Is it max(0, x), entry by entry?
    """
    out, _ = submission.relu_forward.keep(1)(X)
    assert_close(out, np.array([[1.0, 0.0], [0.0, 3.0]]), name="out")


@pytest.mark.task("relu", points=1)
def test_backward_by_hand(submission):
    """The gradient passes where the input was positive.

    Is what passes dout itself, and not the input or a 1?
    """
    _, cache = submission.relu_forward.keep(1)(X)
    dx = submission.relu_backward(np.array([[10.0, 20.0], [30.0, 40.0]]), cache)
    assert_close(dx, np.array([[10.0, 0.0], [0.0, 40.0]]), name="dx")
