import torch
import torch.nn as nn

bce = nn.BCEWithLogitsLoss()


def gan_step(generator, discriminator, g_optimizer, d_optimizer, real, noise):
    # ---- discriminator: first the real batch, then the fake one
    discriminator.zero_grad()

    output = discriminator(real)
    label = torch.full(output.shape, 1.0)
    err_real = bce(output, label)
    err_real.backward()

    with torch.no_grad():
        fake = generator(noise)
    output = discriminator(fake)
    label = torch.full(output.shape, 0.0)
    err_fake = bce(output, label)
    err_fake.backward()

    d_optimizer.step()

    # ---- generator: fakes count as real
    generator.zero_grad()
    output = discriminator(generator(noise))
    label = torch.full(output.shape, 1.0)
    err_g = bce(output, label)
    err_g.backward()
    g_optimizer.step()

    return err_real.item() + err_fake.item(), err_g.item()
