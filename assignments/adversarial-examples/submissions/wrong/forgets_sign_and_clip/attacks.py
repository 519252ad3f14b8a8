import torch
import torch.nn.functional as F


def fgsm_attack(image, epsilon, data_grad):
    return image + epsilon * data_grad


def _gradient(model, x, y):
    was = model.training
    model.eval()
    with torch.enable_grad():
        x = x.detach().clone().requires_grad_(True)
        g = torch.autograd.grad(F.cross_entropy(model(x), y), x)[0]
    model.train(was)
    return g


def fgsm(model, x, y, epsilon):
    return fgsm_attack(x.detach(), epsilon, _gradient(model, x, y))


def targeted_fgsm(model, x, target, epsilon):
    return fgsm_attack(x.detach(), -epsilon, _gradient(model, x, target))


def pgd(model, x, y, epsilon, step_size, steps):
    start = now = x.detach()
    for _ in range(steps):
        now = fgsm_attack(now, step_size, _gradient(model, now, y))
        now = torch.clamp(torch.clamp(now, start - epsilon, start + epsilon), 0, 1)
    return now
