import torch
from torch import nn


class Visit:
    """The model in evaluation mode with gradients on, for as long as it lasts."""

    def __init__(self, model):
        self.model = model

    def __enter__(self):
        self.training = self.model.training
        self.model.eval()
        self.grad = torch.is_grad_enabled()
        torch.set_grad_enabled(True)
        return self

    def __exit__(self, *error):
        torch.set_grad_enabled(self.grad)
        self.model.train(self.training)

    def gradient(self, image, labels):
        image = torch.autograd.Variable(image.data.clone(), requires_grad=True)
        logits = self.model(image)
        loss = nn.NLLLoss()(nn.LogSoftmax(dim=1)(logits), labels)
        loss.backward()
        return image.grad.data


def fgsm_attack(image, epsilon, data_grad):
    perturbed = image + epsilon * data_grad.sign()
    perturbed[perturbed < 0] = 0
    perturbed[perturbed > 1] = 1
    return perturbed


def fgsm(model, x, y, epsilon):
    with Visit(model) as visit:
        g = visit.gradient(x, y)
    return fgsm_attack(x.data, epsilon, g)


def targeted_fgsm(model, x, target, epsilon):
    with Visit(model) as visit:
        g = visit.gradient(x, target)
    return fgsm_attack(x.data, epsilon, -g)


def pgd(model, x, y, epsilon, step_size, steps):
    delta = torch.zeros_like(x.data)
    with Visit(model) as visit:
        for _ in range(steps):
            g = visit.gradient(x.data + delta, y)
            delta = (delta + step_size * g.sign()).clamp(-epsilon, epsilon)
            delta = (x.data + delta).clamp(0, 1) - x.data
    return x.data + delta
