import numpy as np


def softplus(x):
    return np.where(x > 0, x + np.log(1 + np.exp(-np.abs(x))), np.log(1 + np.exp(-np.abs(x))))


def sigmoid(x):
    e = np.exp(-abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def discriminator_loss(logits_real, logits_fake):
    return softplus(-logits_real).mean() + softplus(logits_fake).mean()


def generator_loss(logits_fake):
    return softplus(-logits_fake).mean()


def ls_discriminator_loss(scores_real, scores_fake):
    return ((scores_real - 1) ** 2).mean() / 2 + (scores_fake ** 2).mean() / 2


def ls_generator_loss(scores_fake):
    total, left = 0.0, list(scores_fake)
    while left:
        score = left.pop()
        if np.ndim(score) > 0:
            left.append(score)  # a column's rows hold one score each
        else:
            total += (score - 1) ** 2
    return total / scores_fake.size / 2


def generator_loss_grad(logits_fake):
    return (sigmoid(logits_fake) - 1) / len(logits_fake)
