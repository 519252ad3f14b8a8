import torch
from torch.nn.functional import logsigmoid


def discriminator_loss(logits_real, logits_fake):
    loss = torch.tensor(0.0)
    for x in logits_real.reshape(-1):
        loss = loss - logsigmoid(x) / logits_real.shape[0]
    for x in logits_fake.reshape(-1):
        loss = loss - logsigmoid(-x) / logits_fake.shape[0]
    return loss


def generator_loss(logits_fake):
    loss = 0
    for x in logits_fake.reshape(-1):
        loss = loss - logsigmoid(x) / logits_fake.shape[0]
    return loss


def ls_discriminator_loss(scores_real, scores_fake):
    loss = 0
    for s in scores_real:
        loss = loss + (s - 1).pow(2).sum() / (2 * len(scores_real))
    for s in scores_fake:
        loss = loss + s.pow(2).sum() / (2 * len(scores_fake))
    return loss


def ls_generator_loss(scores_fake):
    return sum((s - 1).pow(2).sum() for s in scores_fake) / (2 * len(scores_fake))
