import numpy as np
import pytest

from autograder.checks import assert_close


def backward(submission, x, dout, **param):
    """Return the gradient by x."""
    _, cache = submission.max_pool_forward.keep(1)(x, param)
    return submission.max_pool_backward(dout, cache)


@pytest.mark.task("max_pool_backward", points=1)
def test_only_the_largest(submission):
    """The first example of the handout: each gradient goes to one pixel, the others get 0.

    Does each window hand on its own entry of dout?
    """
    x = np.array([[[[1.0, 3.0, 2.0, 4.0], [5.0, 0.0, 1.0, 2.0]]]])
    dout = np.array([[[[10.0, 20.0]]]])
    dx = backward(submission, x, dout, pool_height=2, pool_width=2, stride=2)
    expected = np.array([[[[0.0, 0.0, 0.0, 20.0], [10.0, 0.0, 0.0, 0.0]]]])
    assert_close(dx, expected, name="dx")


@pytest.mark.task("max_pool_backward", points=1)
def test_largest_of_several_windows(submission):
    """The second example of the handout: a pixel that won in three windows gets all three.

    Is there a = in your code where a += belongs?
    """
    x, dout = np.array([[[[1.0, 2.0, 7.0, 3.0, 0.0]]]]), np.array([[[[10.0, 20.0, 30.0]]]])
    dx = backward(submission, x, dout, pool_height=1, pool_width=3, stride=1)
    assert_close(dx, np.array([[[[0.0, 0.0, 60.0, 0.0, 0.0]]]]), name="dx")
