import numpy as np
import pytest

from autograder.checks import assert_close, tensor

from .world import SOURCE

TRAINING = (
    SOURCE
    + '''
def train(gan_step, generator, discriminator, reals, noises):
    """Play one round for each batch; return the generator's two numbers after each."""
    generator, discriminator = Generator(generator), Discriminator(discriminator)
    optimizers = [
        torch.optim.Adam(player.parameters(), lr=0.02, betas=(0.5, 0.9))
        for player in (generator, discriminator)
    ]
    trail = []
    for real, noise in zip(reals, noises):
        gan_step(generator, discriminator, *optimizers, real, noise)
        trail.append((generator.A.item(), generator.a.item()))
    return trail
'''
)
STEPS, BATCH, HIDDEN, LAST = 400, 64, 16, 100


@pytest.mark.task("gan_step", points=1)
def test_small_gan(submission, remote, rng):
    """In 400 steps, a GAN of two numbers learns where the data are and how far they spread.

    The generator is A z + a: do A and a go where the standard deviation and the mean are?
    """
    mean, spread = rng.choice([-1, 1]) * rng.uniform(2, 3), rng.uniform(0.4, 0.7)
    generator = {"A": tensor([[1.0]]), "a": tensor([0.0])}
    sizes = {"B": (1, HIDDEN), "b": (HIDDEN,), "C": (HIDDEN, 1), "c": (1,)}
    discriminator = {
        name: tensor(rng.uniform(-1, 1, size=size) / np.sqrt(size[0] if name == "C" else 1))
        for name, size in sizes.items()
    }
    reals = tensor(mean + spread * rng.normal(size=(STEPS, BATCH, 1)))
    noises = tensor(rng.normal(size=(STEPS, BATCH, 1)))
    play = remote.define(TRAINING).train
    trail = np.array(play(submission.gan_step, generator, discriminator, reals, noises))
    # The two players circle around the answer, so a mean over the last rounds is judged.
    assert_close(trail[-LAST:, 1].mean(), mean, atol=0.5, name="mean of the fakes")
    found = np.abs(trail[-LAST:, 0]).mean()
    assert_close(found, spread, atol=0.5 * spread, name="spread of the fakes")
