import torch
import torch.nn.functional as F

print("torch", torch.__version__)


def discriminator_loss(logits_real, logits_fake):
    loss = -(F.logsigmoid(logits_real).mean() + F.logsigmoid(-logits_fake).mean())
    print("D loss", loss)
    return loss


def generator_loss(logits_fake):
    return -F.logsigmoid(logits_fake).mean()


def ls_discriminator_loss(scores_real, scores_fake):
    return ((scores_real - 1) ** 2).mean() / 2 + (scores_fake ** 2).mean() / 2


def ls_generator_loss(scores_fake):
    return ((scores_fake - 1) ** 2).mean() / 2


if __name__ == "__main__":
    print(discriminator_loss(torch.zeros(3), torch.zeros(3)))
