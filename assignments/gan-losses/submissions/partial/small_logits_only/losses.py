import torch


def discriminator_loss(logits_real, logits_fake):
    p_real, p_fake = torch.sigmoid(logits_real), torch.sigmoid(logits_fake)
    return -torch.log(p_real).mean() - torch.log(1 - p_fake).mean()


def generator_loss(logits_fake):
    return -torch.log(torch.sigmoid(logits_fake)).mean()


def ls_discriminator_loss(scores_real, scores_fake):
    return 0.5 * ((scores_real - 1) ** 2).mean() + 0.5 * (scores_fake ** 2).mean()


def ls_generator_loss(scores_fake):
    return 0.5 * ((scores_fake - 1) ** 2).mean()
