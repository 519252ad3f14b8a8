import torch
from torch.nn.functional import softplus


def gan_step(generator, discriminator, g_optimizer, d_optimizer, real, noise):
    fakes = generator(noise)

    # Both batches through the discriminator at once.
    logits = discriminator(torch.cat([real, fakes.detach()])).flatten()
    d_loss = softplus(-logits[: len(real)]).mean() + softplus(logits[len(real) :]).mean()
    weights = list(discriminator.parameters())
    for weight, grad in zip(weights, torch.autograd.grad(d_loss, weights)):
        weight.grad = grad
    d_optimizer.step()

    # The fakes are still linked to the generator.
    g_loss = softplus(-discriminator(fakes)).mean()
    weights = list(generator.parameters())
    for weight, grad in zip(weights, torch.autograd.grad(g_loss, weights)):
        weight.grad = grad
    g_optimizer.step()
    return d_loss.item(), g_loss.item()
