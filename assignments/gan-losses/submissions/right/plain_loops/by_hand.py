import math

import numpy as np


def minus_log_sigmoid(x):
    """-log(sigmoid(x)) of one number."""
    x = float(x)
    if x < 0:
        # -log(e^x / (1 + e^x)) = -x + log(1 + e^x)
        return -x + math.log1p(math.exp(x))
    return math.log1p(math.exp(-x))


def average(numbers):
    total = 0.0
    count = 0
    for number in numbers:
        total += number
        count += 1
    return total / count


def discriminator_loss(logits_real, logits_fake):
    real = average([minus_log_sigmoid(x) for x in logits_real.flatten()])
    # 1 - sigmoid(x) is sigmoid(-x)
    fake = average([minus_log_sigmoid(-x) for x in logits_fake.flatten()])
    return real + fake


def generator_loss(logits_fake):
    return average(minus_log_sigmoid(x) for x in logits_fake.ravel())


def ls_discriminator_loss(scores_real, scores_fake):
    loss = 0.0
    for s in scores_real.ravel():
        loss += 0.5 * (s - 1) * (s - 1) / scores_real.size
    for s in scores_fake.ravel():
        loss += 0.5 * s * s / scores_fake.size
    return loss


def ls_generator_loss(scores_fake):
    loss = 0.0
    for s in scores_fake.ravel():
        loss += 0.5 * (s - 1) * (s - 1) / scores_fake.size
    return loss


def generator_loss_grad(logits_fake):
    grad = np.zeros(logits_fake.shape)
    n = logits_fake.shape[0]
    for i in range(n):
        x = float(np.reshape(logits_fake, -1)[i])
        if x > 0:
            grad.flat[i] = -math.exp(-x) / (1 + math.exp(-x)) / n
        else:
            grad.flat[i] = -1 / (1 + math.exp(x)) / n
    return grad
