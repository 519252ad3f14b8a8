import numpy as np


def _entropy(x, y):
    return np.einsum("i,i->", np.logaddexp(0, x) - x * y, np.full(x.shape, 1 / x.size))


def discriminator_loss(logits_real, logits_fake):
    x = np.concatenate([logits_real.ravel(), logits_fake.ravel()])
    n, m = logits_real.size, logits_fake.size
    y = np.repeat([1.0, 0.0], [n, m])
    weights = np.repeat([1 / n, 1 / m], [n, m])
    return weights @ (np.logaddexp(0, x) - x * y)


def generator_loss(logits_fake):
    return _entropy(logits_fake.ravel(), 1.0)


def ls_discriminator_loss(scores_real, scores_fake):
    return 0.5 * np.var(scores_real) + 0.5 * (np.mean(scores_real) - 1) ** 2 + ls_to(scores_fake, 0)


def ls_generator_loss(scores_fake):
    return ls_to(scores_fake, 1)


def ls_to(s, target):
    return np.linalg.norm(s - target) ** 2 / s.size / 2


def generator_loss_grad(logits_fake):
    # 1 - sigmoid(x) = (1 - tanh(x / 2)) / 2
    return (np.tanh(logits_fake / 2) - 1) / 2 / logits_fake.size
