import numpy as np
import pytest

from autograder.checks import assert_close

# The probabilities are 1/4, 1/2, 1/4 and 3/5, 1/5, 1/5.
SCORES = np.log(np.array([[1.0, 2.0, 1.0], [3.0, 1.0, 1.0]]))
LABELS = np.array([1, 2])


@pytest.mark.task("softmax", points=1)
def test_loss_by_hand(submission):
    """The loss is that of the handout: the mean of log 2 and log 5.

    Do you take each row's own right class, and the mean over the rows?
    """
    loss, _ = submission.softmax_loss(SCORES, LABELS)
    assert_close(loss, (np.log(2) + np.log(5)) / 2, name="loss")


@pytest.mark.task("softmax", points=1)
def test_gradient_by_hand(submission):
    """The gradient is that of the handout: the probabilities, 1 less at the right class, over N.

    Does it belong to the mean loss, as the loss does?
    """
    _, dx = submission.softmax_loss(SCORES, LABELS)
    expected = np.array([[0.25, -0.5, 0.25], [0.6, 0.2, -0.8]]) / 2
    assert_close(dx, expected, name="dx")


@pytest.mark.task("softmax", points=1)
def test_no_idea(submission):
    """Equal scores for C classes cost log C: the first number to look at in any training.

    Is it the natural logarithm, and does its argument lie between 0 and 1?
    """
    loss, _ = submission.softmax_loss(np.full((4, 10), 0.3), np.array([0, 9, 3, 3]))
    assert_close(loss, np.log(10.0), name="loss")
