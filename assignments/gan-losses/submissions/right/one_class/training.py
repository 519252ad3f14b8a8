from contextlib import contextmanager

from torch.nn.functional import softplus


@contextmanager
def frozen(module):
    for p in module.parameters():
        p.requires_grad_(False)
    try:
        yield
    finally:
        for p in module.parameters():
            p.requires_grad_(True)


class Round:
    def __init__(self, generator, discriminator, g_optimizer, d_optimizer):
        self.g, self.d = generator, discriminator
        self.g_optimizer, self.d_optimizer = g_optimizer, d_optimizer

    def descend(self, optimizer, loss):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return float(loss)

    def discriminator_half(self, real, noise):
        with frozen(self.g):
            fake = self.g(noise).detach()
            loss = softplus(-self.d(real)).mean() + softplus(self.d(fake)).mean()
            return self.descend(self.d_optimizer, loss)

    def generator_half(self, noise):
        with frozen(self.d):
            return self.descend(self.g_optimizer, softplus(-self.d(self.g(noise))).mean())


def gan_step(generator, discriminator, g_optimizer, d_optimizer, real, noise):
    game = Round(generator, discriminator, g_optimizer, d_optimizer)
    return game.discriminator_half(real, noise), game.generator_half(noise)
