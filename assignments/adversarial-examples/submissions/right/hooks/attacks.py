import torch


def fgsm_attack(image, epsilon, data_grad):
    return (image + epsilon * data_grad.sign()).clamp(min=0.0).clamp(max=1.0)


def caught(model, image, label):
    """Return the gradient as a hook sees it go by; the parameters are frozen meanwhile."""
    seen = []
    learns = [parameter.requires_grad for parameter in model.parameters()]
    mode = model.training
    model.requires_grad_(False)
    model.train(False)
    with torch.enable_grad():
        image = image.detach().clone().requires_grad_()
        image.register_hook(seen.append)
        torch.nn.functional.cross_entropy(model(image), label).backward()
    for parameter, was in zip(model.parameters(), learns):
        parameter.requires_grad_(was)
    model.train(mode)
    return seen[0]


def fgsm(model, x, y, epsilon):
    return fgsm_attack(x, epsilon, caught(model, x, y)).detach()


def targeted_fgsm(model, x, target, epsilon):
    return fgsm_attack(x, -epsilon, caught(model, x, target)).detach()


def pgd(model, x, y, epsilon, step_size, steps):
    low, high = torch.clamp(x.detach() - epsilon, 0, 1), torch.clamp(x.detach() + epsilon, 0, 1)
    walk = [x.detach()]
    while len(walk) <= steps:
        g = caught(model, walk[-1], y)
        walk.append(torch.max(torch.min(walk[-1] + step_size * torch.sign(g), high), low))
    return walk[-1]
