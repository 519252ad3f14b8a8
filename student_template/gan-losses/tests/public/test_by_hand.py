import numpy as np
import pytest

from autograder.checks import assert_close

REAL, FAKE = np.array([2.0, 0.0, -1.0]), np.array([1.0, -2.0])


@pytest.mark.task("by_hand", points=1)
def test_discriminator_example(submission):
    """The discriminator's loss of the worked example is 1.4312.

    Which label does each half want, 1 or 0, and are the two means added?
    """
    real = np.mean(np.log(1 + np.exp(-REAL)))
    fake = np.mean(np.log(1 + np.exp(FAKE)))
    assert_close(submission.discriminator_loss(REAL, FAKE), real + fake, name="loss")


@pytest.mark.task("by_hand", points=1)
def test_generator_example(submission, conventions):
    """The generator's loss of the worked example is that of the handout.

    Which of the two formulas does this course use, and what does the generator want?
    """
    forms = {
        "non_saturating": np.mean(np.log(1 + np.exp(-FAKE))),
        "saturating": -np.mean(np.log(1 + np.exp(FAKE))),
    }
    expected = forms[conventions["generator_loss"]]
    assert_close(submission.generator_loss(FAKE), expected, name="loss")


@pytest.mark.task("by_hand", points=1)
def test_least_squares_example(submission):
    """The least-squares losses of the worked example are 2.25 and 2.25.

    Has each batch its own target, and each mean its one half, with no sigmoid anywhere?
    """
    loss = submission.ls_discriminator_loss(REAL, FAKE)
    assert_close(loss, 0.5 * (1 + 1 + 4) / 3 + 0.5 * (1 + 4) / 2, name="ls_discriminator_loss")
    loss = submission.ls_generator_loss(FAKE)
    assert_close(loss, 0.5 * (0 + 9) / 2, name="ls_generator_loss")
