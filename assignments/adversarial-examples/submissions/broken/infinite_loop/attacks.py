from contextlib import contextmanager

import torch
import torch.nn.functional as F


def fgsm_attack(image, epsilon, data_grad):
    return torch.clamp(image + epsilon * torch.sign(data_grad), 0.0, 1.0)


@contextmanager
def visiting(model):
    before = {module: module.training for module in model.modules()}
    model.eval()
    try:
        with torch.enable_grad():
            yield
    finally:
        for module, training in before.items():
            module.training = training


def fgsm(model, x, y, epsilon, towards=False, around=None, radius=None):
    x = x.detach()
    with visiting(model):
        leaf = x.clone().requires_grad_(True)
        loss = F.cross_entropy(model(leaf), y, reduction="sum")
        gradient = torch.autograd.grad(loss, [leaf])[0]
    result = fgsm_attack(x, -epsilon if towards else epsilon, gradient)
    if around is not None:
        result = around + (result - around).clamp(-radius, radius)
    return result


def targeted_fgsm(model, x, target, epsilon):
    return fgsm(model, x, target, epsilon, towards=True)


def pgd(model, x, y, epsilon, step_size, steps):
    start, now = x.detach(), x.detach()
    for _ in range(steps):
        now = fgsm(model, now, y, step_size, around=start, radius=epsilon)
    return now.clone()
