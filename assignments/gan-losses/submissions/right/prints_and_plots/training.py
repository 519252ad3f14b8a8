import sys

import torch
import torch.nn.functional as F

torch.manual_seed(1)
steps_done = 0


def gan_step(generator, discriminator, g_optimizer, d_optimizer, real, noise):
    global steps_done
    steps_done += 1
    if steps_done % 100 == 1:
        print("step", steps_done, generator, file=sys.stderr)
    generator.train()
    discriminator.train()

    fake = generator(noise).detach().clone()
    out_real = discriminator(real)
    out_fake = discriminator(fake)
    d_loss = -F.logsigmoid(out_real).mean() - F.logsigmoid(-out_fake).mean()
    d_optimizer.zero_grad(set_to_none=False)
    d_loss.backward()
    d_optimizer.step()

    out_fake = discriminator(generator(noise))
    g_loss = -F.logsigmoid(out_fake).mean()
    g_optimizer.zero_grad(set_to_none=False)
    g_loss.backward()
    g_optimizer.step()
    return d_loss.detach(), g_loss.detach()
