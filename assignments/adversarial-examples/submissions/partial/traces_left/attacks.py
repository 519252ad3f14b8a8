"""The right numbers, but the model and x are not what they were."""

import torch
import torch.nn.functional as F


def fgsm_attack(image, epsilon, data_grad):
    return torch.clamp(image + epsilon * data_grad.sign(), 0, 1)


def gradient(model, x, y):
    model.eval()
    x.requires_grad = True
    loss = F.cross_entropy(model(x), y)
    model.zero_grad()
    loss.backward()
    return x.grad.data


def fgsm(model, x, y, epsilon):
    return fgsm_attack(x, epsilon, gradient(model, x, y))


def targeted_fgsm(model, x, target, epsilon):
    return fgsm_attack(x, -epsilon, gradient(model, x, target))


def pgd(model, x, y, epsilon, step_size, steps):
    adv = x.clone().detach()
    for _ in range(steps):
        g = gradient(model, adv, y)
        adv = adv.detach() + step_size * g.sign()
        adv = torch.clamp(torch.min(torch.max(adv, x - epsilon), x + epsilon), 0, 1)
    return adv
