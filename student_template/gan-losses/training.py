"""One step of the game: the discriminator learns, then the generator answers."""

import torch
from torch.nn.functional import binary_cross_entropy_with_logits


def gan_step(generator, discriminator, g_optimizer, d_optimizer, real, noise):
    """Train the discriminator once, then the generator once against the new discriminator.

    Args:
        generator: A module that turns noise into fakes.
        discriminator: A module that gives each row one logit, shape (N,) or (N, 1).
        g_optimizer: Steps the generator's weights.
        d_optimizer: Steps the discriminator's weights.
        real: A batch of real data, shape (N, features).
        noise: What the generator is given in both halves, shape (M, noise features).

    Returns:
        The discriminator's loss and the generator's, each as it was before its own step:
        two numbers or two tensors of shape ().
    """
    raise NotImplementedError("gan_step: write your solution here")
