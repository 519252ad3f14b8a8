import numpy as np
import pytest

from autograder.checks import assert_close, tensor

SHAPES = {"flat": (7,), "column": (5, 1)}


def softplus(x):
    """Return log(1 + e^x) for x of any size."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def expected_loss(fake, form):
    """Return the loss in one of the published forms."""
    return {"non_saturating": softplus(-fake), "saturating": -softplus(fake)}[form].mean()


def expected_gradient(fake, form):
    """Return its gradient: minus a sigmoid, of minus the logit or of the logit."""
    away = {"non_saturating": fake, "saturating": -fake}[form]
    return -np.exp(-softplus(away)) / fake.size


@pytest.mark.task("generator_loss", points=1)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_shapes(submission, rng, conventions, shape):
    """The loss is the mean over a batch of any size, flat or in a column.

    Does the loss fall when the discriminator takes the fakes for real?
    """
    fake = rng.uniform(-2, 4, size=shape)
    expected = expected_loss(fake, conventions["generator_loss"])
    assert_close(submission.generator_loss(tensor(fake)), expected, rtol=1e-4, name="loss")


@pytest.mark.task("generator_loss", points=1)
def test_large_logits(submission, rng, conventions):
    """Logits of 1000 and -1000 leave the loss finite and exact.

    Which function of torch takes logits, and does the sigmoid and the log in one?
    """
    fake = np.array([-1000.0, 1000.0, rng.uniform(1, 2)])
    expected = expected_loss(fake, conventions["generator_loss"])
    assert_close(submission.generator_loss(tensor(fake)), expected, rtol=1e-4, name="loss")


@pytest.mark.task("generator_loss", points=1)
def test_gradient(submission, remote, rng, conventions):
    """The gradient by each logit is its slope, divided by the size of the batch.

    Is the loss a mean, and of the form that this course uses?
    """
    fake = rng.uniform(-2, 4, size=(6, 1))
    expected = expected_gradient(fake, conventions["generator_loss"])
    _, found = remote.vjp(submission.generator_loss, [tensor(fake)], tensor(1.0))
    assert_close(found[0], expected, rtol=1e-4, name="gradient by logits_fake")


@pytest.mark.task("generator_loss", points=1)
def test_gradient_at_large_logits(submission, remote, rng, conventions):
    """The gradient is right where the discriminator is sure of itself.

    Is a logit clipped on its way, or a sigmoid rounded to 0 or 1 before its log is taken?
    """
    fake = np.array([-1000.0, 1000.0, rng.uniform(1, 2)])
    expected = expected_gradient(fake, conventions["generator_loss"])
    _, found = remote.vjp(submission.generator_loss, [tensor(fake)], tensor(1.0))
    assert_close(found[0], expected, rtol=1e-4, name="gradient by logits_fake")
