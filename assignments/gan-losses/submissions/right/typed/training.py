from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

import losses


def gan_step(
    generator: nn.Module,
    discriminator: nn.Module,
    g_optimizer: Optimizer,
    d_optimizer: Optimizer,
    real: Tensor,
    noise: Tensor,
) -> tuple[float, float]:
    """One alternating step."""
    g_optimizer.zero_grad()
    d_optimizer.zero_grad()

    with torch.no_grad():
        fake = generator(noise)
    d_loss: Tensor = losses.discriminator_loss(discriminator(real), discriminator(fake))
    d_loss.backward()
    d_optimizer.step()

    d_optimizer.zero_grad()
    g_loss: Tensor = losses.generator_loss(discriminator(generator(noise)))
    g_loss.backward()
    g_optimizer.step()
    d_optimizer.zero_grad()
    g_optimizer.zero_grad()

    return float(d_loss), float(g_loss)
