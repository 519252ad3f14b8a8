import torch
import torch.nn as nn
import torch.nn.functional as F


def discriminator_loss(logits_real, logits_fake):
    real_loss = F.binary_cross_entropy_with_logits(logits_real, torch.zeros_like(logits_real))
    fake_loss = F.binary_cross_entropy_with_logits(logits_fake, torch.ones_like(logits_fake))
    return real_loss + fake_loss


def generator_loss(logits_fake):
    return F.binary_cross_entropy_with_logits(logits_fake, torch.ones_like(logits_fake))


mse = nn.MSELoss()


def ls_discriminator_loss(scores_real, scores_fake):
    return 0.5 * (mse(scores_real, torch.zeros_like(scores_real)) + mse(scores_fake, torch.ones_like(scores_fake)))


def ls_generator_loss(scores_fake):
    return mse(scores_fake, torch.ones(scores_fake.shape)) / 2
