import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.mark.task("sgd_momentum", points=2)
def test_first_step(submission):
    """From rest, the first step is plain gradient descent: w - learning_rate * dw.

    Does the velocity start at zero, and does the step point downhill?
    """
    w, dw = np.array([1.0, 2.0]), np.array([0.5, -1.0])
    got, _ = submission.sgd_momentum(w, dw, {"learning_rate": 0.1, "momentum": 0.9})
    assert_close(got, np.array([1.0 - 0.1 * 0.5, 2.0 + 0.1 * 1.0]), name="next_w")


@pytest.mark.task("sgd_momentum", points=1)
def test_second_step_remembers_the_first(submission):
    """The same gradient twice makes the second step 1 + momentum times as long as the first.

    Is the new velocity in the config that you return, and do you read it at the next call?
    """
    w, dw = np.array([1.0, 2.0]), np.array([0.5, -1.0])
    once, config = submission.sgd_momentum(w, dw, {"learning_rate": 0.1, "momentum": 0.9})
    twice, _ = submission.sgd_momentum(once, dw, config)
    assert_close(twice, np.array([0.95 - 1.9 * 0.05, 2.1 + 1.9 * 0.1]), name="w after two steps")
