import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.mark.task("numbers", points=1)
def test_scale_small(submission):
    """Three numbers are doubled."""
    assert_close(submission.scale(np.array([1.0, 2.0, 3.0]), 2.0), np.array([2.0, 4.0, 6.0]))


@pytest.mark.task("numbers", points=1)
def test_loss_small(submission):
    """The loss of (3, 4) is 12.5."""
    assert_close(submission.loss(np.array([3.0, 4.0])), 12.5)
