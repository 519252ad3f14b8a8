from losses import discriminator_loss, generator_loss


def gan_step(generator, discriminator, g_optimizer, d_optimizer, real, noise):
    # train D
    d_optimizer.zero_grad()
    fake = generator(noise)
    d_loss = discriminator_loss(discriminator(real), discriminator(fake.detach()))
    d_loss.backward()
    d_optimizer.step()

    # train G
    g_optimizer.zero_grad()
    g_loss = generator_loss(discriminator(fake))
    g_loss.backward()
    g_optimizer.step()
    return d_loss, g_loss
