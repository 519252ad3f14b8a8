import numpy as np


def discriminator_loss(logits_real, logits_fake):
    logits_real *= -1
    np.logaddexp(0, logits_real, out=logits_real)
    np.logaddexp(0, logits_fake, out=logits_fake)
    return np.array(logits_real.mean() + logits_fake.mean())


def generator_loss(logits_fake):
    np.negative(logits_fake, out=logits_fake)
    return np.array(np.logaddexp(0, logits_fake, out=logits_fake).mean())


def ls_discriminator_loss(scores_real, scores_fake):
    scores_real -= 1
    scores_real **= 2
    scores_fake **= 2
    return 0.5 * (scores_real.mean() + scores_fake.mean())


def ls_generator_loss(scores_fake):
    scores_fake -= 1
    scores_fake **= 2
    return 0.5 * scores_fake.mean()


def generator_loss_grad(logits_fake):
    old = np.seterr(over="ignore")
    np.exp(logits_fake, out=logits_fake)
    np.seterr(**old)
    logits_fake += 1
    logits_fake *= -logits_fake.size
    np.reciprocal(logits_fake, out=logits_fake)
    return logits_fake
