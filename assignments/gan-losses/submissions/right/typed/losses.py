"""GAN losses in torch, typed."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def _bce(logits: Tensor, label: float) -> Tensor:
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, label))


def _half_mse(scores: Tensor, target: float) -> Tensor:
    return 0.5 * F.mse_loss(scores, torch.full_like(scores, target))


def discriminator_loss(logits_real: Tensor, logits_fake: Tensor) -> Tensor:
    return _bce(logits_real, 1.0) + _bce(logits_fake, 0.0)


def generator_loss(logits_fake: Tensor) -> Tensor:
    return _bce(logits_fake, 1.0)


def ls_discriminator_loss(scores_real: Tensor, scores_fake: Tensor) -> Tensor:
    return _half_mse(scores_real, 1.0) + _half_mse(scores_fake, 0.0)


def ls_generator_loss(scores_fake: Tensor) -> Tensor:
    return _half_mse(scores_fake, 1.0)
