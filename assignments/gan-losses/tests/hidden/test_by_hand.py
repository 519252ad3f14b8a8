import numpy as np
import pytest

from autograder.checks import assert_close

PAIRS = {"flat": [(7,), (4,)], "columns": [(3, 1), (8, 1)]}
SHAPES = {"flat": (7,), "column": (5, 1)}


def softplus(x):
    """Return log(1 + e^x) for x of any size."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def discriminator(real, fake):
    """Return the loss by the handout's formula."""
    return softplus(-real).mean() + softplus(fake).mean()


def generator(fake, form):
    """Return the loss in one of the published forms."""
    return {"non_saturating": softplus(-fake), "saturating": -softplus(fake)}[form].mean()


def logits(rng, shape):
    """Return logits that lean to one side, so that labels and halves cannot trade places."""
    return rng.uniform(-2, 4, size=shape)


@pytest.mark.task("by_hand", points=2)
@pytest.mark.parametrize("sizes", PAIRS.values(), ids=PAIRS)
def test_discriminator_batches_of_unequal_size(submission, rng, sizes):
    """Batches of unequal size, flat or in a column, each give their own mean.

    Is each half a mean over its own batch, whatever the size of the other?
    """
    real, fake = logits(rng, sizes[0]), logits(rng, sizes[1])
    loss = submission.discriminator_loss(real, fake)
    assert_close(loss, discriminator(real, fake), name="loss")


@pytest.mark.task("by_hand", points=2)
def test_discriminator_large_logits(submission, rng):
    """Logits of 1000 give large losses where the discriminator is wrong, and no infinity.

    Can you write log(1 + e^x) so that e^x is never taken of a large number?
    """
    real = np.array([1000.0, -1000.0, rng.uniform(1, 2)])
    fake = np.array([1000.0, -1000.0, rng.uniform(1, 2), 1000.0])
    loss = submission.discriminator_loss(real, fake)
    assert_close(loss, discriminator(real, fake), name="loss")


@pytest.mark.task("by_hand", points=1)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_generator(submission, rng, conventions, shape):
    """The generator's loss is the mean over a batch, flat or in a column.

    Does the loss fall when the discriminator takes the fakes for real?
    """
    fake = logits(rng, shape)
    expected = generator(fake, conventions["generator_loss"])
    assert_close(submission.generator_loss(fake), expected, name="loss")


@pytest.mark.task("by_hand", points=1)
def test_generator_large_logits(submission, rng, conventions):
    """Logits of 1000 and -1000 leave the generator's loss finite and exact.

    Does a logarithm meet a zero, or e^x a large number?
    """
    fake = np.array([-1000.0, 1000.0, rng.uniform(1, 2)])
    expected = generator(fake, conventions["generator_loss"])
    assert_close(submission.generator_loss(fake), expected, name="loss")


@pytest.mark.task("by_hand", points=2)
@pytest.mark.parametrize("sizes", PAIRS.values(), ids=PAIRS)
def test_least_squares_discriminator(submission, rng, sizes):
    """The discriminator's least squares aim at 1 for real scores and at 0 for fakes.

    Is it half of one mean plus half of the other, of the scores as they are?
    """
    real, fake = logits(rng, sizes[0]), logits(rng, sizes[1])
    expected = 0.5 * np.square(real - 1).mean() + 0.5 * np.square(fake).mean()
    assert_close(submission.ls_discriminator_loss(real, fake), expected, name="loss")


@pytest.mark.task("by_hand", points=1)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_least_squares_generator(submission, rng, shape):
    """The generator's least squares aim at 1 for its fakes.

    Is there one half before the mean, as in the discriminator's?
    """
    fake = logits(rng, shape)
    expected = 0.5 * np.square(fake - 1).mean()
    assert_close(submission.ls_generator_loss(fake), expected, name="loss")
