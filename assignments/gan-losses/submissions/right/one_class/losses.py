import torch
from torch import nn


class CrossEntropy(nn.Module):
    def forward(self, x, label):
        return (x.clamp(min=0) - x * label + torch.log1p(torch.exp(-x.abs()))).mean()


class LeastSquares(nn.Module):
    def forward(self, x, label):
        return 0.5 * torch.square(x - label).mean()


class Objective:
    def __init__(self, criterion):
        self.criterion = criterion

    def discriminator(self, real, fake):
        return self.criterion(real, 1.0) + self.criterion(fake, 0.0)

    def generator(self, fake):
        return self.criterion(fake, 1.0)


_entropy, _squares = Objective(CrossEntropy()), Objective(LeastSquares())

discriminator_loss = _entropy.discriminator
generator_loss = _entropy.generator
ls_discriminator_loss = _squares.discriminator
ls_generator_loss = _squares.generator
