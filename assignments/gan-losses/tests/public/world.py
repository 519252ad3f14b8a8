"""A GAN small enough to follow by hand. It lives beside your code; its weights are numbers here.

Generator      z -> z A + a                          z: 3 numbers, fake: 2 numbers
Discriminator  x -> tanh(x B + b) C + c              one logit for each row
"""

import numpy as np

from autograder.checks import numeric_gradient, tensor

SHAPES = {"A": (3, 2), "a": (2,), "B": (2, 4), "b": (4,), "C": (4, 1), "c": (1,)}
GENERATOR, DISCRIMINATOR = "Aa", "BbCc"

# Weights are of size 1, so their rounding is too: a bias of one number may come to lie near 0.
NEAR = {"rtol": 1e-4, "atol": 1e-4}

SOURCE = '''
import torch


def weights_of(module):
    return {name: weight.detach().clone() for name, weight in module.named_parameters()}


class Layers(torch.nn.Module):
    def __init__(self, weights, flat=False):
        super().__init__()
        self.flat = flat
        for name, value in weights.items():
            self.register_parameter(name, torch.nn.Parameter(value.clone()))


class Generator(Layers):
    def forward(self, z):
        return z @ self.A + self.a


class Discriminator(Layers):
    def forward(self, x):
        logits = torch.tanh(x @ self.B + self.b) @ self.C + self.c
        return logits.squeeze(1) if self.flat else logits


class CountingSGD:
    """Steps as torch.optim.SGD does, and counts its steps."""

    def __init__(self, module, lr):
        self.param_groups = [{"params": list(module.parameters()), "lr": lr}]
        self.steps = 0

    def zero_grad(self, set_to_none=True):
        for weight in self.param_groups[0]["params"]:
            weight.grad = None if set_to_none else torch.zeros_like(weight)

    @torch.no_grad()
    def step(self, closure=None):
        self.steps += 1
        for weight in self.param_groups[0]["params"]:
            if weight.grad is not None:
                weight -= self.param_groups[0]["lr"] * weight.grad


class World:
    def __init__(self, generator, discriminator, g_rate, d_rate, flat=False):
        self.generator = Generator(generator)
        self.discriminator = Discriminator(discriminator, flat)
        self.g_optimizer = CountingSGD(self.generator, g_rate)
        self.d_optimizer = CountingSGD(self.discriminator, d_rate)

        self.reached = 0
        self.generator.A.register_hook(self._note)

    def _note(self, gradient):
        """Count how often a backward pass arrives at the generator."""
        self.reached += 1

    def weights(self):
        return {**weights_of(self.generator), **weights_of(self.discriminator)}

    def leave_gradients(self, size):
        for module in (self.generator, self.discriminator):
            for weight in module.parameters():
                weight.grad = torch.full_like(weight, size)
'''


class World:
    """Both players beside the student, and what their weights should become."""

    def __init__(self, remote, rng, *, g_rate=0.0, d_rate=0.0, flat=False):
        self.rates = {"generator": g_rate, "discriminator": d_rate}
        self.w = {name: rng.uniform(-1, 1, size=shape) for name, shape in SHAPES.items()}
        generator, discriminator = (
            {name: tensor(self.w[name]) for name in half} for half in (GENERATOR, DISCRIMINATOR)
        )
        self.there = remote.define(SOURCE).World(generator, discriminator, g_rate, d_rate, flat)

    def play(self, gan_step, real, noise):
        """Let the student's step run; return what it returns."""
        there = self.there
        players = there.generator, there.discriminator, there.g_optimizer, there.d_optimizer
        return gan_step(*players, tensor(real), tensor(noise))

    def d_loss(self, w, real, noise):
        """Return the discriminator's loss with the weights `w`."""
        return _softplus(-_logits(w, real)).mean() + _softplus(_logits(w, _fakes(w, noise))).mean()

    def g_loss(self, w, noise, form):
        """Return the generator's loss with the weights `w`, in one of the published forms."""
        logits = _logits(w, _fakes(w, noise))
        return {"non_saturating": _softplus(-logits), "saturating": -_softplus(logits)}[form].mean()

    def after_discriminator(self, w, real, noise):
        """Return the weights after the discriminator's half."""
        return self._after("discriminator", lambda w: self.d_loss(w, real, noise), w)

    def after_generator(self, w, noise, form):
        """Return the weights after the generator's half."""
        return self._after("generator", lambda w: self.g_loss(w, noise, form), w)

    def _after(self, player, loss, w):
        """Return `w` after one step down the slope, found by small differences."""
        names = {"generator": GENERATOR, "discriminator": DISCRIMINATOR}[player]
        slopes = {
            name: numeric_gradient(lambda value, name=name: loss(w | {name: value}), w[name])
            for name in names
        }
        return w | {name: w[name] - self.rates[player] * slope for name, slope in slopes.items()}


def only(weights, names):
    """Return the weights called `names`."""
    return {name: weights[name] for name in names}


def _fakes(w, noise):
    return noise @ w["A"] + w["a"]


def _logits(w, x):
    return np.tanh(x @ w["B"] + w["b"]) @ w["C"] + w["c"]


def _softplus(x):
    return np.logaddexp(0, x)
