import torch
import torch.nn.functional as F


def bce(logits, label):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, label))


def gan_step(generator, discriminator, g_optimizer, d_optimizer, real, noise):
    d_optimizer.zero_grad()
    g_optimizer.zero_grad()
    out = discriminator(generator(noise))
    d_loss = bce(discriminator(real), 1.0) + bce(out, 0.0)
    g_loss = bce(out, 1.0)
    d_loss.backward(retain_graph=True)
    g_loss.backward()
    d_optimizer.step()
    g_optimizer.step()
    return d_loss.item(), g_loss.item()
