from torch.nn import BCEWithLogitsLoss

criterion = BCEWithLogitsLoss()


def gan_step(generator, discriminator, g_optimizer, d_optimizer, real, noise):
    for p in discriminator.parameters():
        p.grad = None
    fake = generator(noise).detach_()
    pred_real, pred_fake = discriminator(real), discriminator(fake)
    d_loss = criterion(pred_real, pred_real.new_ones(pred_real.shape))
    d_loss += criterion(pred_fake, pred_fake.new_zeros(pred_fake.shape))
    d_loss.backward()
    d_optimizer.step()

    for p in generator.parameters():
        p.grad = None
    pred = discriminator(generator(noise))
    g_loss = criterion(pred, pred.new_ones(pred.shape))
    g_loss.backward()
    g_optimizer.step()
    return d_loss.item(), g_loss.item()
