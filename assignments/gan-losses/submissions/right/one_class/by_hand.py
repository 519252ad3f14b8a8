import numpy as np


class Logits:
    """Logits of one batch, and the cross-entropy with one label for all."""

    def __init__(self, values):
        self.values = np.asarray(values, dtype=float)

    def cross_entropy(self, label):
        # max(x, 0) - x y + log(1 + e^-|x|)
        x = self.values
        return np.mean(np.maximum(x, 0) - x * label + np.log1p(np.exp(-np.abs(x))))

    def gradient(self, label):
        x = self.values
        small = np.exp(-np.abs(x))
        probability = np.where(x >= 0, 1.0, small) / (1 + small)
        return (probability - label) / x.size


class Scores:
    def __init__(self, values):
        self.values = values

    def half_mean_square(self, target):
        distance = (self.values - target).ravel()
        return distance @ distance / distance.size / 2


def discriminator_loss(logits_real, logits_fake):
    return Logits(logits_real).cross_entropy(1) + Logits(logits_fake).cross_entropy(0)


def generator_loss(logits_fake):
    return Logits(logits_fake).cross_entropy(1)


def ls_discriminator_loss(scores_real, scores_fake):
    return Scores(scores_real).half_mean_square(1) + Scores(scores_fake).half_mean_square(0)


def ls_generator_loss(scores_fake):
    return Scores(scores_fake).half_mean_square(1)


def generator_loss_grad(logits_fake):
    return Logits(logits_fake).gradient(1)
