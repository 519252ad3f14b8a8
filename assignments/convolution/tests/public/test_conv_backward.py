import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.mark.task("conv_backward", points=3)
@pytest.mark.parametrize("name", ["dx", "dw", "db"])
def test_counts(submission, name):
    """With ones everywhere, each gradient counts how often its variable is used.

    The middle column lies in both windows: do you add where windows overlap?
    Does dx keep the shape of x when there is no padding to cut off?
    """
    x, w, dout = np.ones((1, 1, 2, 3)), np.ones((1, 1, 2, 2)), np.ones((1, 1, 1, 2))
    _, cache = submission.conv_forward.keep(1)(x, w, np.zeros(1), {"stride": 1, "pad": 0})
    gradients = dict(zip(("dx", "dw", "db"), submission.conv_backward(dout, cache), strict=True))
    counts = {
        "dx": np.array([[[[1.0, 2.0, 1.0], [1.0, 2.0, 1.0]]]]),
        "dw": np.full((1, 1, 2, 2), 2.0),
        "db": np.array([2.0]),
    }
    assert_close(gradients[name], counts[name], name=name)
