import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.fixture
def length(conventions):
    """Return the length of the first step for a gradient of 1, with rate 0.1 and momentum 0.9."""
    return {"velocity": 0.1, "average": 0.01}[conventions["momentum"]]


@pytest.mark.task("sgd_momentum", points=2)
def test_first_step(submission, rng, length):
    """From rest, the first step goes straight down the gradient, as far as the formula says.

    Does the velocity start at zero, and does the step point downhill?
    """
    w, dw = rng.normal(size=2), np.array([0.5, -1.0])
    got, _ = submission.sgd_momentum(w, dw, {"learning_rate": 0.1, "momentum": 0.9})
    assert_close(got, w - length * dw, name="next_w")


@pytest.mark.task("sgd_momentum", points=1)
def test_second_step_remembers_the_first(submission, rng, length):
    """The same gradient twice makes the second step 1 + momentum times as long as the first.

    Is the new velocity in the config that you return, and do you read it at the next call?
    """
    w, dw = rng.normal(size=2), np.array([0.5, -1.0])
    once, config = submission.sgd_momentum(w, dw, {"learning_rate": 0.1, "momentum": 0.9})
    twice, _ = submission.sgd_momentum(once, dw, config)
    # One length, and then 1.9 of them.
    assert_close(twice, w - 2.9 * length * dw, name="w after two steps")
