import numpy as np
import pytest

from autograder.checks import assert_close, assert_decreases

from .parts import SOURCE


@pytest.fixture
def by_hand(remote):
    """The parts of the handout, with one weight each, and the criterion."""
    parts = remote.define(SOURCE, "parts")
    h, g, f = (parts.Linear(np.array([[weight]])) for weight in (2.0, -1.0, 0.5))
    return h, g, f, parts.SquaredError()


@pytest.mark.task("pipeline", points=1)
def test_step_by_hand(submission, remote, by_hand):
    """After one step the three weights are those of the handout.

    Is each part asked with its own upstream gradient, and are all asked before any is changed?
    """
    h, g, f, criterion = by_hand
    one = np.array([[1.0]])
    submission.sgd_step(h, g, f, criterion, one, one, 0.1)
    for name, part, weight in (("h", h, 1.9), ("g", g, -0.8), ("f", f, 0.1)):
        found = remote.get(part, "weights")
        assert_close(found, np.array([[weight]]), name=f"{name}.weights")


@pytest.mark.task("pipeline", points=1)
def test_loss_by_hand(submission, by_hand):
    """The step returns the loss of the batch as it was before the step.

    When do you ask the criterion, and what do you return?
    """
    h, g, f, criterion = by_hand
    one = np.array([[1.0]])
    loss = submission.sgd_step(h, g, f, criterion, one, one, 0.1)
    assert_close(loss, 2.0, name="loss")


@pytest.mark.task("pipeline", points=1)
def test_learns_a_curve(submission, remote, rng):
    """Fifty epochs on points of a curve bring the loss down to a fifth.

    Does every batch of every epoch take its step?
    """
    parts = remote.define(SOURCE, "parts")
    h, g = (parts.Tanh(0.7 * rng.normal(size=size)) for size in ((2, 8), (8, 6)))
    f, criterion = parts.Linear(0.1 * rng.normal(size=(6, 1))), parts.SquaredError()
    t = rng.uniform(-2, 2, size=(40, 1))
    X, Y = np.hstack([t, np.ones_like(t)]), np.tanh(t) + t / 2
    history = submission.train_pipeline(h, g, f, criterion, X, Y, 0.1, 8, 50)
    assert_decreases(history, factor=5, name="history")
