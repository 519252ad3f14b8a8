import torch
import torch.nn.functional as F


def bce(logits, label):
    raise NotImplementedError


def gan_step(generator, discriminator, g_optimizer, d_optimizer, real, noise):
    raise NotImplementedError
