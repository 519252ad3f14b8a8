from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import Module


def fgsm_attack(image: Tensor, epsilon: float, data_grad: Tensor) -> Tensor:
    return image.add(data_grad.sign(), alpha=epsilon).clamp_(0, 1)


@torch.enable_grad()
def slope(model: Module, x: Tensor, labels: Tensor) -> Tensor:
    """Return the gradient of the loss, summed over the batch: its sign is that of the mean."""
    image = x.clone().detach()
    image.requires_grad_(True)
    logits = model(image)
    loss = torch.logsumexp(logits, dim=1) - logits[torch.arange(len(logits)), labels]
    return torch.autograd.grad(loss.sum(), image)[0]


def fgsm(model: Module, x: Tensor, y: Tensor, epsilon: float) -> Tensor:
    training = model.training
    g = slope(model.eval(), x, y)
    model.train(training)
    return fgsm_attack(x.detach(), epsilon, g)


def targeted_fgsm(model: Module, x: Tensor, target: Tensor, epsilon: float) -> Tensor:
    training = model.training
    g = slope(model.eval(), x, target)
    model.train(training)
    return fgsm_attack(x.detach(), -epsilon, g)


def pgd(
    model: Module, x: Tensor, y: Tensor, epsilon: float, step_size: float, steps: int
) -> Tensor:
    training = model.training
    model.eval()
    x = x.detach()
    z = x.clone()
    for _ in range(steps):
        z += step_size * slope(model, z, y).sign()
        z.copy_(torch.maximum(torch.minimum(z, x + epsilon), x - epsilon))
        z.clamp_(0.0, 1.0)
    model.train(training)
    return z
