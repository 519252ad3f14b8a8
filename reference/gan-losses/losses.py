"""The losses of a GAN in torch: from logits, so that no log meets a zero."""

import torch
from torch.nn.functional import softplus


def discriminator_loss(logits_real, logits_fake):
    """Return how badly the discriminator tells real from fake.

    Args:
        logits_real: What the discriminator says of real data, shape (N,) or (N, 1).
        logits_fake: What it says of fakes, shape (M,) or (M, 1); M may differ from N.

    Returns:
        A tensor of shape (): the mean over the real half plus the mean over the fake half.
    """
    # BEGIN SOLUTION discriminator_loss
    # Real data should be called real: -log(sigmoid(x)) = log(1 + e^-x) = softplus(-x).
    real = softplus(-logits_real).mean()
    # Fakes should be called fake: -log(1 - sigmoid(x)) = softplus(x).
    fake = softplus(logits_fake).mean()
    # Each half is a mean over its own batch.
    return real + fake
    # END SOLUTION discriminator_loss


def generator_loss(logits_fake):
    """Return how badly the generator fools the discriminator, in the form of the handout.

    Args:
        logits_fake: What the discriminator says of the fakes, shape (N,) or (N, 1).

    Returns:
        A tensor of shape (), the mean over the batch.
    """
    # BEGIN SOLUTION generator_loss
    # The generator wants its fakes called real: -log(sigmoid(x)).
    return softplus(-logits_fake).mean()
    # END SOLUTION generator_loss


def ls_discriminator_loss(scores_real, scores_fake):
    """Return the least-squares loss of the discriminator.

    Args:
        scores_real: Scores of real data, shape (N,) or (N, 1); no sigmoid is taken of them.
        scores_fake: Scores of fakes, shape (M,) or (M, 1).

    Returns:
        A tensor of shape (): half the mean square of each batch's distance from its target,
        added.
    """
    # BEGIN SOLUTION least_squares
    # A score is a guess at the label itself: 1 for real, 0 for fake.
    real = torch.mean((scores_real - 1) ** 2)
    fake = torch.mean(scores_fake**2)
    return 0.5 * real + 0.5 * fake
    # END SOLUTION least_squares


def ls_generator_loss(scores_fake):
    """Return the least-squares loss of the generator.

    Args:
        scores_fake: Scores of the fakes, shape (N,) or (N, 1).

    Returns:
        A tensor of shape (): half the mean square of the distance from the target.
    """
    # BEGIN SOLUTION least_squares
    # The generator wants its fakes to score as real data does.
    return 0.5 * torch.mean((scores_fake - 1) ** 2)
    # END SOLUTION least_squares
