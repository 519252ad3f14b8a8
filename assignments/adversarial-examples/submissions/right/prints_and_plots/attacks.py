import torch
import torch.nn as nn

criterion = nn.CrossEntropyLoss()
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
print("running on", device)


def fgsm_attack(image, epsilon, data_grad):
    sign_data_grad = data_grad.sign()
    perturbed_image = image + epsilon * sign_data_grad
    perturbed_image = torch.clamp(perturbed_image, 0, 1)
    return perturbed_image


def get_grad(model, x, y):
    training = model.training
    model.eval()
    with torch.enable_grad():
        x = x.to(device).detach().clone()
        x.requires_grad = True
        output = model(x)
        loss = criterion(output, y.to(device))
        model.zero_grad()
        loss.backward()
        print("loss", loss.item())
    if training:
        model.train()
    return x.grad.data


def fgsm(model, x, y, epsilon):
    return fgsm_attack(x.detach(), epsilon, get_grad(model, x, y)).detach()


def targeted_fgsm(model, x, target, epsilon):
    return torch.clamp(x.detach() - epsilon * get_grad(model, x, target).sign(), 0, 1)


def pgd(model, x, y, epsilon, step_size, steps):
    original = x.detach().clone()
    adv = original.clone()
    for i in range(steps):
        print("step", i)
        adv = adv + step_size * get_grad(model, adv, y).sign()
        eta = torch.clamp(adv - original, min=-epsilon, max=epsilon)
        adv = torch.clamp(original + eta, min=0, max=1)
    return adv.detach()
