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
    # BEGIN SOLUTION gan_step
    # The discriminator's half. Here a fake is data: cut off from the generator that made it.
    fake = generator(noise).detach()
    says_real, says_fake = discriminator(real), discriminator(fake)
    real_half = binary_cross_entropy_with_logits(says_real, torch.ones_like(says_real))
    fake_half = binary_cross_entropy_with_logits(says_fake, torch.zeros_like(says_fake))
    d_loss = real_half + fake_half
    # Gradients add up, so what earlier passes left behind is cleared first.
    d_optimizer.zero_grad()
    d_loss.backward()
    d_optimizer.step()

    # The generator's half asks the new discriminator. Now the gradient flows through it to
    # the generator; only the generator steps.
    says_fake = discriminator(generator(noise))
    g_loss = binary_cross_entropy_with_logits(says_fake, torch.ones_like(says_fake))
    g_optimizer.zero_grad()
    g_loss.backward()
    g_optimizer.step()

    return d_loss.item(), g_loss.item()
    # END SOLUTION gan_step
