import numpy as np
import pytest

from autograder.checks import assert_close, tensor

PAIRS = {"flat": [(7,), (4,)], "columns": [(3, 1), (8, 1)]}


def softplus(x):
    """Return log(1 + e^x) for x of any size."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def sigmoid(x):
    """Return 1 / (1 + e^-x) for x of any size."""
    return np.exp(-softplus(-x))


def expected_loss(real, fake):
    """Return the loss by the handout's formula."""
    return softplus(-real).mean() + softplus(fake).mean()


def assert_gradients(remote, loss, real, fake):
    """Hold torch's gradients of the student's loss to those of the formula."""
    _, found = remote.vjp(loss, [tensor(real), tensor(fake)], tensor(1.0))
    by_real, by_fake = (sigmoid(real) - 1) / real.size, sigmoid(fake) / fake.size
    assert_close(found[0], by_real, rtol=1e-4, name="gradient by logits_real")
    assert_close(found[1], by_fake, rtol=1e-4, name="gradient by logits_fake")


@pytest.mark.task("discriminator_loss", points=2)
@pytest.mark.parametrize("sizes", PAIRS.values(), ids=PAIRS)
def test_batches_of_unequal_size(submission, rng, sizes):
    """Batches of unequal size, flat or in a column, each give their own mean.

    Is each half a mean over its own batch, whatever the size of the other?
    """
    real, fake = rng.uniform(-2, 4, size=sizes[0]), rng.uniform(-2, 4, size=sizes[1])
    loss = submission.discriminator_loss(tensor(real), tensor(fake))
    assert_close(loss, expected_loss(real, fake), rtol=1e-4, name="loss")


@pytest.mark.task("discriminator_loss", points=1)
def test_large_logits(submission, rng):
    """Logits of 1000 give large losses where the discriminator is wrong, and no infinity.

    Which function of torch takes logits, and does the sigmoid and the log in one?
    """
    real = np.array([1000.0, -1000.0, rng.uniform(1, 2)])
    fake = np.array([1000.0, -1000.0, rng.uniform(1, 2), 1000.0])
    loss = submission.discriminator_loss(tensor(real), tensor(fake))
    assert_close(loss, expected_loss(real, fake), rtol=1e-4, name="loss")


@pytest.mark.task("discriminator_loss", points=1)
def test_gradients(submission, remote, rng):
    """Gradients flow back into both halves.

    Is the loss still a tensor that torch can differentiate, with nothing detached?
    """
    real, fake = rng.uniform(-2, 4, size=(5, 1)), rng.uniform(-2, 4, size=(3, 1))
    assert_gradients(remote, submission.discriminator_loss, real, fake)


@pytest.mark.task("discriminator_loss", points=1)
def test_gradients_at_large_logits(submission, remote, rng):
    """Where the discriminator is sure and wrong, the gradient is largest, and not lost.

    Is a logit clipped on its way, or a sigmoid rounded to 0 or 1 before its log is taken?
    """
    real = np.array([1000.0, -1000.0, rng.uniform(1, 2)])
    fake = np.array([1000.0, -1000.0, rng.uniform(1, 2), 1000.0])
    assert_gradients(remote, submission.discriminator_loss, real, fake)
