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
    # BEGIN SOLUTION by_hand
    # Real data should be called real: -log(sigmoid(x)) = log(1 + e^-x) = log(e^0 + e^-x).
    real = np.mean(np.logaddexp(0, -logits_real))
    # Fakes should be called fake: -log(1 - sigmoid(x)) = log(1 + e^x).
    fake = np.mean(np.logaddexp(0, logits_fake))
    # Each half is a mean over its own batch.
    return real + fake
    # END SOLUTION by_hand


def generator_loss(logits_fake):
    """Return how badly the generator fools the discriminator, in the form of the handout.

    Args:
        logits_fake: What the discriminator says of the fakes, shape (N,) or (N, 1).

    Returns:
        One number, the mean over the batch.
    """
    # BEGIN SOLUTION by_hand
    # The generator wants its fakes called real: -log(sigmoid(x)).
    return np.mean(np.logaddexp(0, -logits_fake))
    # END SOLUTION by_hand


def ls_discriminator_loss(scores_real, scores_fake):
    """Return the least-squares loss of the discriminator.

    Args:
        scores_real: Scores of real data, shape (N,) or (N, 1); no sigmoid is taken of them.
        scores_fake: Scores of fakes, shape (M,) or (M, 1).

    Returns:
        One number: half the mean square of each batch's distance from its target, added.
    """
    # BEGIN SOLUTION by_hand
    # A score is a guess at the label itself: 1 for real, 0 for fake.
    real = np.mean((scores_real - 1) ** 2)
    fake = np.mean(scores_fake**2)
    return 0.5 * real + 0.5 * fake
    # END SOLUTION by_hand


def ls_generator_loss(scores_fake):
    """Return the least-squares loss of the generator.

    Args:
        scores_fake: Scores of the fakes, shape (N,) or (N, 1).

    Returns:
        One number: half the mean square of the distance from the target.
    """
    # BEGIN SOLUTION by_hand
    # The generator wants its fakes to score as real data does.
    return 0.5 * np.mean((scores_fake - 1) ** 2)
    # END SOLUTION by_hand


def generator_loss_grad(logits_fake):
    """Return the gradient of `generator_loss` with respect to the logits.

    Args:
        logits_fake: What the discriminator says of the fakes, shape (N,) or (N, 1).

    Returns:
        An array of the shape of `logits_fake`.
    """
    # BEGIN SOLUTION gradient
    # d/dx log(1 + e^-x) = sigmoid(x) - 1 = -1 / (1 + e^x), and 1 + e^x may be too large to
    # hold: take it as the exponential of minus its logarithm.
    slope = -np.exp(-np.logaddexp(0, logits_fake))
    # The loss is a mean, so each logit has one share in N.
    return slope / logits_fake.size
    # END SOLUTION gradient
