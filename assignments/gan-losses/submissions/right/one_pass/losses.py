import torch


def discriminator_loss(logits_real, logits_fake):
    zero = torch.zeros(())
    wrong = torch.cat([-logits_real.flatten(), logits_fake.flatten()])
    halves = torch.logaddexp(zero, wrong).split([logits_real.numel(), logits_fake.numel()])
    return torch.stack([half.mean() for half in halves]).sum()


def generator_loss(logits_fake):
    return torch.logaddexp(torch.zeros(()), -logits_fake).mean()


def ls_discriminator_loss(scores_real, scores_fake):
    real, fake = (scores_real - 1).flatten(), scores_fake.flatten()
    return real @ real / (2 * real.numel()) + fake @ fake / (2 * fake.numel())


def ls_generator_loss(scores_fake):
    away = (1 - scores_fake).flatten()
    return away @ away / (2 * away.numel())
