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
    # BEGIN SOLUTION fgsm_attack
    # Each pixel goes the way in which the loss grows, and stays a pixel.
    attacked = image + epsilon * data_grad.sign()
    return attacked.clamp(0, 1)
    # END SOLUTION fgsm_attack


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
    # BEGIN SOLUTION fgsm
    # A network is attacked as it will be used; its mode is the caller's, though.
    was_training = model.training
    model.eval()
    # A copy of ours, so that the caller's x is left alone; and a graph, even under no_grad.
    with torch.enable_grad():
        image = x.detach().clone().requires_grad_()
        loss = cross_entropy(model(image), y)
        # The gradient of the image only: nothing is left in the parameters.
        (g,) = torch.autograd.grad(loss, image)
    model.train(was_training)
    return fgsm_attack(image.detach(), epsilon, g)
    # END SOLUTION fgsm


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
    # BEGIN SOLUTION targeted_fgsm
    was_training = model.training
    model.eval()
    with torch.enable_grad():
        image = x.detach().clone().requires_grad_()
        # The loss of the label that we want, not of the true one ...
        loss = cross_entropy(model(image), target)
        (g,) = torch.autograd.grad(loss, image)
    model.train(was_training)
    # ... so this time we walk down it.
    attacked = image.detach() - epsilon * g.sign()
    return attacked.clamp(0, 1)
    # END SOLUTION targeted_fgsm


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
    # BEGIN SOLUTION pgd
    was_training = model.training
    model.eval()
    start = x.detach().clone()
    image = start.clone()
    for _ in range(steps):
        with torch.enable_grad():
            # A new leaf in each step: old gradients do not add up in it.
            image = image.detach().requires_grad_()
            loss = cross_entropy(model(image), y)
            (g,) = torch.autograd.grad(loss, image)
        # A step up the loss, from where we are now.
        image = image.detach() + step_size * g.sign()
        # Back into the ball around where we began, then back to what is a picture.
        image = torch.clamp(image, start - epsilon, start + epsilon)
        image = image.clamp(0, 1)
    model.train(was_training)
    return image
    # END SOLUTION pgd
