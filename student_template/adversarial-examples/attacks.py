"""Attacks on networks in torch: each looks for a picture close by that is read wrongly."""

import torch
from torch.nn.functional import cross_entropy


def fgsm_attack(image, epsilon, data_grad):
    """Take the step of FGSM, given the gradient.

    Args:
        image: A tensor of pixels in [0, 1].
        epsilon: How far each pixel is moved.
        data_grad: The gradient of the loss with respect to `image`, of the same shape.

    Returns:
        The adversarial image, of the same shape, with pixels in [0, 1].
    """
    raise NotImplementedError("fgsm_attack: write your solution here")


def fgsm(model, x, y, epsilon):
    """Return adversarial examples by the fast gradient sign method.

    Args:
        model: A `torch.nn.Module` that gives logits of shape (N, C).
        x: A batch of images with pixels in [0, 1], of shape (N, ...).
        y: Their labels, of shape (N,).
        epsilon: How far each pixel is moved.

    Returns:
        A tensor of the shape of `x` that carries no graph.
    """
    raise NotImplementedError("fgsm: write your solution here")


def targeted_fgsm(model, x, target, epsilon):
    """Return adversarial examples that shall be read as `target`.

    Args:
        model: A `torch.nn.Module` that gives logits of shape (N, C).
        x: A batch of images with pixels in [0, 1], of shape (N, ...).
        target: The labels that the model shall give, of shape (N,).
        epsilon: How far each pixel is moved.

    Returns:
        A tensor of the shape of `x` that carries no graph.
    """
    raise NotImplementedError("targeted_fgsm: write your solution here")


def pgd(model, x, y, epsilon, step_size, steps):
    """Return adversarial examples by projected gradient: many small steps of FGSM.

    Args:
        model: A `torch.nn.Module` that gives logits of shape (N, C).
        x: A batch of images with pixels in [0, 1], of shape (N, ...).
        y: Their labels, of shape (N,).
        epsilon: How far each pixel may end from where it was.
        step_size: How far each pixel is moved in one step.
        steps: How many steps are taken, starting at `x`.

    Returns:
        A tensor of the shape of `x` that carries no graph.
    """
    raise NotImplementedError("pgd: write your solution here")
