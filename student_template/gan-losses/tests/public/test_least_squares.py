import pytest

from autograder.checks import assert_close, tensor


@pytest.mark.task("least_squares", points=1)
def test_discriminator_example(submission):
    """The discriminator's least-squares loss of the worked example is 2.25.

    Is there one half before each mean, and is 1 the target of real data and 0 that of fakes?
    """
    loss = submission.ls_discriminator_loss(tensor([2.0, 0.0, -1.0]), tensor([1.0, -2.0]))
    assert_close(loss, 2.25, rtol=1e-4, name="loss")


@pytest.mark.task("least_squares", points=1)
def test_generator_example(submission):
    """The generator's least-squares loss of the worked example is 2.25.

    Which score does the generator want for its fakes, and is there one half before the mean?
    """
    loss = submission.ls_generator_loss(tensor([1.0, -2.0]))
    assert_close(loss, 2.25, rtol=1e-4, name="loss")
