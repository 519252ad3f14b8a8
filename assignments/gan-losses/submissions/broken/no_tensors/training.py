import torch
import torch.nn.functional as F


def bce(logits, label):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, label))


def gan_step(generator, discriminator, g_optimizer, d_optimizer, real, noise):
    # train D
    d_optimizer.zero_grad()
    fake = generator(noise)
    d_loss = bce(discriminator(real), 1.0) + bce(discriminator(fake.detach()), 0.0)
    d_loss.backward()
    d_optimizer.step()

    # train G
    g_optimizer.zero_grad()
    g_loss = bce(discriminator(fake), 1.0)
    g_loss.backward()
    g_optimizer.step()
    return d_loss.item(), g_loss.item()
