import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.mark.task("scale", points=2)
def test_factor(submission, rng):
    """Each number is multiplied by the factor.

    Do you multiply, or add?
    """
    x = rng.normal(size=(2, 3))
    assert_close(submission.scale(x, 3.0), 3.0 * x, name="scaled")


@pytest.mark.task("penalty", points=2)
def test_penalty(submission, rng, conventions):
    """The penalty is the sum of the squares, times the factor of this course.

    Which factor does the handout give?
    """
    factor = {"half": 0.5, "full": 1.0}[conventions["l2"]]
    w = rng.normal(size=(3, 2))
    assert_close(submission.penalty(w, 0.1), factor * 0.1 * np.sum(w**2), name="penalty")
