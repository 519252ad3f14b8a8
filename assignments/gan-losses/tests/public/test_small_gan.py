import numpy as np
import pytest

from autograder.checks import assert_close, tensor

from .world import SOURCE

TRAINING = (
    SOURCE
    + '''
class RMSProp:
    """Steps measured in units of the gradient's recent size, so that no player races ahead."""

    def __init__(self, module, lr=0.02, decay=0.9):
        self.weights, self.lr, self.decay, self.t = list(module.parameters()), lr, decay, 0
        self.param_groups = [{"params": self.weights, "lr": lr}]
        self.squares = [torch.zeros_like(weight) for weight in self.weights]

    def zero_grad(self, set_to_none=True):
        for weight in self.weights:
            weight.grad = None if set_to_none else torch.zeros_like(weight)

    @torch.no_grad()
    def step(self, closure=None):
        self.t += 1
        for weight, square in zip(self.weights, self.squares):
            if weight.grad is not None:
                square *= self.decay
                square += (1 - self.decay) * weight.grad**2
                size = (square / (1 - self.decay**self.t)).sqrt() + 1e-8
                weight -= self.lr * weight.grad / size


class Game:
    def __init__(self, generator, discriminator):
        players = Generator(generator), Discriminator(discriminator)
        optimizers = [RMSProp(player) for player in players]
        self.generator, self.given = players[0], (*players, *optimizers)

    def play(self, gan_step, reals, noises):
        """Play one round for each batch; return the generator's two numbers after each."""
        trail = []
        for real, noise in zip(reals, noises):
            gan_step(*self.given, real, noise)
            trail.append((self.generator.A.item(), self.generator.a.item()))
        return trail
'''
)
STEPS, BATCH, HIDDEN, LAST = 400, 64, 8, 100


@pytest.mark.task("gan_step", points=1)
def test_small_gan(submission, remote):
    """In 400 steps, a GAN of two numbers learns where the data are and how far they spread.

    The generator is A z + a: do A and a go where the standard deviation and the mean are?
    """
    # One game for all: of 3,500 that were drawn, in five even right players lost the spread.
    rng = np.random.default_rng(3)
    mean, spread = rng.choice([-1, 1]) * rng.uniform(2, 3), rng.uniform(0.4, 0.7)
    generator = {"A": tensor([[1.0]]), "a": tensor([0.0])}
    sizes = {"B": (1, HIDDEN), "b": (HIDDEN,), "C": (HIDDEN, 1), "c": (1,)}
    discriminator = {
        name: tensor(rng.uniform(-1, 1, size=size) / np.sqrt(size[0] if name == "C" else 1))
        for name, size in sizes.items()
    }
    game, trail = remote.define(TRAINING).Game(generator, discriminator), []
    for _ in range(STEPS // LAST):
        reals = tensor(mean + spread * rng.normal(size=(LAST, BATCH, 1)))
        noises = tensor(rng.normal(size=(LAST, BATCH, 1)))
        trail = np.array(game.play(submission.gan_step, reals, noises))
    # The two players circle around the answer, so a mean over the last rounds is judged.
    assert_close(trail[:, 1].mean(), mean, atol=0.5, name="mean of the fakes")
    found = np.abs(trail[:, 0]).mean()
    assert_close(found, spread, atol=0.75 * spread, name="spread of the fakes")
