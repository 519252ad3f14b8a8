import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.mark.task("net", points=2)
def test_forward(submission, rng):
    """The scores are those of two layers with a ReLU between them."""
    x, w1, w2 = rng.normal(size=(3, 4, 4))
    params = {"w1": w1, "b1": np.ones(4), "w2": w2, "b2": np.zeros(4)}
    scores, _ = submission.forward(params, x)
    assert_close(scores, np.maximum(x @ w1 + 1, 0) @ w2, name="scores")
