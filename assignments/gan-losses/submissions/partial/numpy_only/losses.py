import torch
import torch.nn as nn
import torch.nn.functional as F


def discriminator_loss(logits_real, logits_fake):
    raise NotImplementedError


def generator_loss(logits_fake):
    raise NotImplementedError


mse = nn.MSELoss()


def ls_discriminator_loss(scores_real, scores_fake):
    raise NotImplementedError


def ls_generator_loss(scores_fake):
    raise NotImplementedError
