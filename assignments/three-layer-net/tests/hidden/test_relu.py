import numpy as np
import pytest

from autograder.checks import assert_close


def inputs(rng, *shape):
    """Return numbers of both signs, none near 0, where a ReLU has no gradient."""
    return rng.uniform(0.1, 2, size=shape) * rng.choice([-1, 1], size=shape)


@pytest.mark.task("relu", points=1)
@pytest.mark.parametrize("shape", [(7,), (3, 4), (2, 3, 4, 2)], ids=len)
def test_forward(submission, rng, shape):
    """A ReLU works on arrays of any shape, with small numbers and large ones.

    Does each number depend on itself alone?
    """
    x = inputs(rng, *shape) * 10
    out, _ = submission.relu_forward.keep(1)(x)
    assert_close(out, np.where(x > 0, x, 0.0), name="out")


@pytest.mark.task("relu", points=1)
def test_backward(submission, rng):
    """Whether the gradient passes is decided by the input, not by the gradient's own sign.

    What must the cache hold, and which of your two arrays do you compare with 0?
    """
    x, dout = inputs(rng, 4, 5), inputs(rng, 4, 5)
    _, cache = submission.relu_forward.keep(1)(x)
    dx = submission.relu_backward(dout, cache)
    assert_close(dx, np.where(x > 0, dout, 0.0), name="dx")
