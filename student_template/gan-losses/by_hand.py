"""The losses of a GAN and one gradient, by hand: from logits, so that no log meets a zero."""

import numpy as np


def discriminator_loss(logits_real, logits_fake):
    """Return how badly the discriminator tells real from fake.

    Args:
        logits_real: What the discriminator says of real data, shape (N,) or (N, 1).
        logits_fake: What it says of fakes, shape (M,) or (M, 1); M may differ from N.

    Returns:
        One number: the mean over the real half plus the mean over the fake half.
    """
    raise NotImplementedError("discriminator_loss: write your solution here")


def generator_loss(logits_fake):
    """Return how badly the generator fools the discriminator, in the form of the handout.

    Args:
        logits_fake: What the discriminator says of the fakes, shape (N,) or (N, 1).

    Returns:
        One number, the mean over the batch.
    """
    raise NotImplementedError("generator_loss: write your solution here")


def ls_discriminator_loss(scores_real, scores_fake):
    """Return the least-squares loss of the discriminator.

    Args:
        scores_real: Scores of real data, shape (N,) or (N, 1); no sigmoid is taken of them.
        scores_fake: Scores of fakes, shape (M,) or (M, 1).

    Returns:
        One number: half the mean square of each batch's distance from its target, added.
    """
    raise NotImplementedError("ls_discriminator_loss: write your solution here")


def ls_generator_loss(scores_fake):
    """Return the least-squares loss of the generator.

    Args:
        scores_fake: Scores of the fakes, shape (N,) or (N, 1).

    Returns:
        One number: half the mean square of the distance from the target.
    """
    raise NotImplementedError("ls_generator_loss: write your solution here")


def generator_loss_grad(logits_fake):
    """Return the gradient of `generator_loss` with respect to the logits.

    Args:
        logits_fake: What the discriminator says of the fakes, shape (N,) or (N, 1).

    Returns:
        An array of the shape of `logits_fake`.
    """
    raise NotImplementedError("generator_loss_grad: write your solution here")
