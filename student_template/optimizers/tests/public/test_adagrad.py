import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.mark.task("adagrad", points=1)
def test_first_step(submission, rng, conventions):
    """The first step divides by the root of this gradient's own square, with epsilon at its place.

    Does the gradient of this step count in the cache before you divide?
    """
    w, dw = rng.normal(size=2), np.array([2.0, -0.5])
    got, _ = submission.adagrad(w, dw, {"learning_rate": 0.1, "epsilon": 0.5})
    divisor = {"outside": [2.5, 1.0], "inside": np.sqrt([4.5, 0.75])}[conventions["epsilon"]]
    assert_close(got, w - np.array([0.2, -0.05]) / divisor, name="next_w")


@pytest.mark.task("adagrad", points=1)
def test_steps_fade(submission):
    """With an unchanging gradient, step k is the first step divided by the root of k.

    Does the cache add up the squares of all gradients so far?
    """
    w, dw, config = np.array([0.0, 0.0]), np.array([3.0, -0.2]), {"learning_rate": 1.0}
    for count in range(1, 10):
        before = w
        w, config = submission.adagrad(before, dw, config)
        step = np.array([-1.0, 1.0]) / np.sqrt(count)
        assert_close(w, before + step, name=f"w after step {count}")
