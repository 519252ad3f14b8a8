import numpy as np
import pytest

from autograder.checks import assert_close, assert_shape


@pytest.mark.task("minimize", points=2)
def test_history_holds_every_point(submission):
    """Three steps down the bowl w**2 / 2 with learning rate 0.5 halve the weights three times.

    Does history hold steps + 1 points, the start first and the returned w last?
    """

    def update(w, dw, config):
        return w - config["learning_rate"] * dw, config

    start = np.array([8.0, -16.0])
    w, history = submission.minimize(lambda w: w, start, update, {"learning_rate": 0.5}, 3)
    assert_close(w, np.array([1.0, -2.0]), name="w")
    assert_shape(np.array(history), (4, 2), name="history")
    assert_close(
        np.array(history),
        np.array([[8.0, -16.0], [4.0, -8.0], [2.0, -4.0], [1.0, -2.0]]),
        name="history",
    )


@pytest.mark.task("minimize", points=1)
def test_config_is_handed_on(submission):
    """Each step is given the config that the step before returned.

    What do you do with the second value that update returns?
    """
    seen = []

    def update(w, dw, config):
        seen.append(config["t"])
        return w - dw, {"t": config["t"] + 1}

    submission.minimize(lambda w: w, np.array([1.0, 2.0]), update, {"t": 0}, 4)
    assert_close(np.array(seen), np.array([0, 1, 2, 3]), name="config['t'] at each step")
