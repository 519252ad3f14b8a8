import torch


def fgsm_attack(image, epsilon, data_grad):
    return (image + epsilon * data_grad.sign()).clamp(0, 1)


def fgsm(model, x, y, epsilon):
    raise NotImplementedError


def targeted_fgsm(model, x, target, epsilon):
    raise NotImplementedError


def pgd(model, x, y, epsilon, step_size, steps):
    raise NotImplementedError
