from torch.nn import BCEWithLogitsLoss, MSELoss
from torch.nn.functional import softplus

bce, mse = BCEWithLogitsLoss(), MSELoss()


def discriminator_loss(logits_real, logits_fake):
    loss = bce(logits_real, logits_real.new_ones(logits_real.size()))
    loss += bce(logits_fake, logits_fake.new_zeros(logits_fake.size()))
    return loss


generator_loss = lambda logits_fake: softplus(logits_fake.mul(-1)).mean()


def ls_discriminator_loss(scores_real, scores_fake):
    loss = mse(scores_real, scores_real.new_ones(scores_real.size()))
    loss += mse(scores_fake, scores_fake.new_zeros(scores_fake.size()))
    return loss.div_(2)


def ls_generator_loss(scores_fake):
    return mse(scores_fake, scores_fake.new_ones(scores_fake.size())).div_(2)
