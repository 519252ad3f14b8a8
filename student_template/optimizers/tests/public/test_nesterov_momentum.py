import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.mark.task("nesterov_momentum", points=1)
def test_first_step(submission):
    """From rest, the first step is 1 + momentum times the step of plain gradient descent.

    Do both terms use this step's values: the new velocity, and this gradient once more?
    """
    w, dw = np.array([1.0, 2.0]), np.array([0.5, -1.0])
    got, _ = submission.nesterov_momentum(w, dw, {"learning_rate": 0.1, "momentum": 0.9})
    assert_close(got, np.array([1.0 - 1.9 * 0.05, 2.0 + 1.9 * 0.1]), name="next_w")


@pytest.mark.task("nesterov_momentum", points=1)
def test_lookahead_asks_ahead(submission):
    """The look-ahead form asks for one gradient, at w + momentum * velocity.

    Where do you stand when you call grad_fn, and how often do you call it?
    """
    asked = []

    def grad_fn(point):
        asked.append(np.array(point))
        return np.zeros_like(point)

    config = {"learning_rate": 0.1, "momentum": 0.5, "velocity": np.array([0.2, -0.4])}
    submission.nesterov_lookahead(np.array([1.0, 2.0]), grad_fn, config)
    expected = np.array([[1.0 + 0.5 * 0.2, 2.0 - 0.5 * 0.4]])
    assert_close(np.array(asked), expected, name="the points asked for")


@pytest.mark.task("nesterov_momentum", points=1)
def test_both_forms_tell_one_story(submission, rng):
    """Run on the same bowl, the two forms stay momentum * velocity apart.

    The first form's w is the second form's w + mu * v: which of them leaves that path?
    """
    steepness, start = np.array([1.0, 3.0, 10.0]), rng.normal(size=3)
    config = {"learning_rate": 0.02, "momentum": 0.8}
    here, ahead, mine, other = start, start, config, config
    for count in range(1, 5):
        before = here
        here, mine = submission.nesterov_lookahead(before, lambda w: steepness * w, mine)
        ahead, other = submission.nesterov_momentum(ahead, steepness * ahead, other)
        if count == 1:
            assert_close(here, start - 0.02 * steepness * start, name="the first step from rest")
        assert_close(ahead, here + 0.8 * (here - before), name=f"the point ahead at step {count}")
