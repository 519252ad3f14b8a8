import torch
from torch import nn


def fgsm_attack(image, epsilon, data_grad):
    up, down = image + epsilon, image - epsilon
    moved = torch.where(data_grad > 0, up, torch.where(data_grad < 0, down, image))
    return torch.min(torch.max(moved, torch.zeros_like(moved)), torch.ones_like(moved))


def fgsm(model, x, y, epsilon):
    """One picture after the other."""
    mode = model.training
    model.eval()
    attacked = []
    for picture, label in zip(x.detach(), y):
        with torch.enable_grad():
            copy = picture.clone().unsqueeze(0)
            copy.requires_grad = True
            model.zero_grad()
            nn.CrossEntropyLoss()(model(copy), label.unsqueeze(0)).backward()
        attacked.append(fgsm_attack(picture, epsilon, copy.grad[0]))
    if mode:
        model.train()
    return torch.stack(attacked)


def targeted_fgsm(model, x, target, epsilon):
    mode = model.training
    model.eval()
    attacked = []
    for picture, label in zip(x.detach(), target):
        with torch.enable_grad():
            copy = picture.clone().unsqueeze(0)
            copy.requires_grad = True
            (-nn.CrossEntropyLoss()(model(copy), label.unsqueeze(0))).backward()
        attacked.append(fgsm_attack(picture, epsilon, copy.grad[0]))
    if mode:
        model.train()
    return torch.stack(attacked)


def pgd(model, x, y, epsilon, step_size, steps):
    x = x.detach()
    low, high = (x - epsilon).clamp(min=0), (x + epsilon).clamp(max=1)
    for _ in range(steps):
        moved = fgsm(model, x, y, step_size)
        x = torch.min(torch.max(moved, low), high)
    return x
