import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.mark.task("rmsprop", points=1)
def test_first_step(submission, rng, conventions):
    """With decay_rate 0.75, a quarter of the squared gradient enters the cache.

    Does the old cache keep decay_rate, and the new square 1 - decay_rate?
    """
    w, dw = rng.normal(size=2), np.array([2.0, -4.0])
    config = {"learning_rate": 0.1, "decay_rate": 0.75, "epsilon": 0.5}
    got, _ = submission.rmsprop(w, dw, config)
    divisor = {"outside": [1.5, 2.5], "inside": np.sqrt([1.5, 4.5])}[conventions["epsilon"]]
    assert_close(got, w - np.array([0.2, -0.4]) / divisor, name="next_w")


@pytest.mark.task("rmsprop", points=1)
def test_steps_do_not_fade(submission):
    """With an unchanging gradient the steps settle at the learning rate and stay there.

    Does the cache forget, where AdaGrad's grows for ever?
    """
    w, dw = np.array([0.0, 0.0]), np.array([3.0, -0.2])
    config = {"learning_rate": 0.1, "decay_rate": 0.5, "epsilon": 1e-8}
    for _ in range(30):
        before = w
        w, config = submission.rmsprop(before, dw, config)
    assert_close(w - before, np.array([-0.1, 0.1]), name="the thirtieth step")
