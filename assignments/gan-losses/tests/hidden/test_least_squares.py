import numpy as np
import pytest

from autograder.checks import assert_close, tensor

PAIRS = {"flat": [(7,), (4,)], "columns": [(3, 1), (8, 1)]}
SHAPES = {"flat": (7,), "column": (5, 1)}


@pytest.mark.task("least_squares", points=2)
@pytest.mark.parametrize("sizes", PAIRS.values(), ids=PAIRS)
def test_discriminator(submission, rng, sizes):
    """The discriminator aims at 1 for real scores and at 0 for fakes, each a mean of its own.

    Is it half of one mean plus half of the other, of the scores as they are?
    """
    real, fake = rng.uniform(-2, 4, size=sizes[0]), rng.uniform(-2, 4, size=sizes[1])
    loss = submission.ls_discriminator_loss(tensor(real), tensor(fake))
    expected = 0.5 * np.square(real - 1).mean() + 0.5 * np.square(fake).mean()
    assert_close(loss, expected, rtol=1e-4, name="loss")


@pytest.mark.task("least_squares", points=1)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_generator(submission, rng, shape):
    """The generator aims at 1 for its fakes.

    Is there one half before the mean, as in the discriminator's?
    """
    fake = rng.uniform(-2, 4, size=shape)
    loss = submission.ls_generator_loss(tensor(fake))
    assert_close(loss, 0.5 * np.square(fake - 1).mean(), rtol=1e-4, name="loss")


@pytest.mark.task("least_squares", points=1)
def test_discriminator_gradients(submission, remote, rng):
    """By each score, the discriminator's gradient is its distance from the target, shared out.

    Does the half cancel the 2 of the square, and does the gradient reach both batches?
    """
    real, fake = rng.uniform(-2, 4, size=(5, 1)), rng.uniform(-2, 4, size=(3, 1))
    scores = [tensor(real), tensor(fake)]
    _, found = remote.vjp(submission.ls_discriminator_loss, scores, tensor(1.0))
    assert_close(found[0], (real - 1) / 5, rtol=1e-4, name="gradient by scores_real")
    assert_close(found[1], fake / 3, rtol=1e-4, name="gradient by scores_fake")


@pytest.mark.task("least_squares", points=1)
def test_generator_gradient(submission, remote, rng):
    """By each score, the generator's gradient is its distance from 1, shared out.

    Does a score beyond 1 get pulled back too?
    """
    fake = rng.uniform(-2, 4, size=6)
    _, found = remote.vjp(submission.ls_generator_loss, [tensor(fake)], tensor(1.0))
    assert_close(found[0], (fake - 1) / 6, rtol=1e-4, name="gradient by scores_fake")
