import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.mark.task("net", points=4)
def test_gradients(submission, rng):
    """The gradient of the first weights goes back through both layers."""
    x, w1, w2, dout = rng.normal(size=(4, 3, 3))
    params = {"w1": w1, "b1": np.ones(3), "w2": w2, "b2": np.zeros(3)}
    grads = submission.gradients(params, x, dout)
    hidden = x @ w1 + 1
    assert_close(grads["w1"], x.T @ ((dout @ w2.T) * (hidden > 0)), name="grads[w1]")
