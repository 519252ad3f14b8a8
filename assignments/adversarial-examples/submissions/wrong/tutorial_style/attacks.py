"""As in many a tutorial: one picture at a time, and those that are misread are left out."""

import torch
import torch.nn.functional as F


def fgsm_attack(image, epsilon, data_grad):
    sign_data_grad = data_grad.sign()
    perturbed_image = image + epsilon * sign_data_grad
    return torch.clamp(perturbed_image, -1, 1)


def fgsm(model, x, y, epsilon):
    model.eval()
    x.requires_grad = True
    output = model(x)
    init_pred = output.max(1, keepdim=True)[1]
    loss = F.nll_loss(F.log_softmax(output, dim=1), init_pred[:, 0])
    model.zero_grad()
    loss.backward()
    return fgsm_attack(x, epsilon, x.grad.data)


def targeted_fgsm(model, x, target, epsilon):
    model.eval()
    x.requires_grad = True
    loss = F.cross_entropy(model(x), target)
    loss.backward()
    return fgsm_attack(x, epsilon, x.grad.data)


def pgd(model, x, y, epsilon, step_size, steps):
    x = x.detach() + torch.empty_like(x).uniform_(-epsilon, epsilon)
    for _ in range(steps):
        x = fgsm(model, x.detach(), y, step_size).detach()
    return x
