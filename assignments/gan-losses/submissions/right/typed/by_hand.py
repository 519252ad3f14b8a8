"""GAN losses in numpy, typed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def _log_sigmoid(x: Array) -> Array:
    return np.minimum(x, 0.0) - np.log1p(np.exp(-np.abs(x)))


def discriminator_loss(logits_real: Array, logits_fake: Array) -> float:
    return float(-_log_sigmoid(logits_real).mean() - _log_sigmoid(-logits_fake).mean())


def generator_loss(logits_fake: Array) -> float:
    return float(-_log_sigmoid(logits_fake).mean())


def ls_discriminator_loss(scores_real: Array, scores_fake: Array) -> float:
    return float(np.average(0.5 * np.square(scores_real - 1)) + np.average(0.5 * np.square(scores_fake)))


def ls_generator_loss(scores_fake: Array) -> float:
    return float(np.average(0.5 * np.square(1 - scores_fake)))


def generator_loss_grad(logits_fake: Array) -> Array:
    return -np.exp(_log_sigmoid(-logits_fake)) / logits_fake.shape[0]
