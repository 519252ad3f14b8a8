import numpy as np
import pytest

from autograder.checks import assert_close, tensor


@pytest.mark.task("discriminator_loss", points=1)
def test_example(submission):
    """The loss of the worked example is 1.4312, in torch as by hand.

    Which label does each half want, 1 or 0, and are the two means added?
    """
    loss = submission.discriminator_loss(tensor([2.0, 0.0, -1.0]), tensor([1.0, -2.0]))
    assert_close(loss, 1.43120714, rtol=1e-4, name="loss")


@pytest.mark.task("discriminator_loss", points=1)
def test_undecided(submission):
    """A discriminator that cannot decide pays log 2 for each half.

    Are the logits passed through one sigmoid, and only one?
    """
    loss = submission.discriminator_loss(tensor(np.zeros(4)), tensor(np.zeros(4)))
    assert_close(loss, 2 * np.log(2), rtol=1e-4, name="loss")
