"""A small network on both sides of the wall: formulas here, a torch module over there."""

from dataclasses import dataclass

import numpy as np

from autograder.checks import tensor

SOURCE = '''
import torch
from torch import nn


def build(state, training):
    """Return a network with these weights: batch norm and dropout betray a changed mode."""
    hidden, pixels = state["1.weight"].shape
    model = nn.Sequential(
        nn.Flatten(),
        nn.Linear(pixels, hidden),
        nn.BatchNorm1d(hidden),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.Linear(hidden, len(state["5.weight"])),
    )
    model.load_state_dict(state)
    return model.train(training)


def plain(w1, b1, w2, b2):
    """Return a network of two layers, ready for use."""
    model = nn.Sequential(nn.Flatten(), nn.Linear(*w1.shape), nn.ReLU(), nn.Linear(*w2.shape))
    values = (w1.T, b1, w2.T, b2)
    model.load_state_dict(dict(zip(model.state_dict(), values)))
    return model.eval()


class Hill(nn.Module):
    """Its loss for label 0 has a single top: the picture `top`."""

    def __init__(self, top):
        super().__init__()
        self.register_buffer("top", top)

    def forward(self, x):
        height = 8 * ((x - self.top) ** 2).flatten(1).sum(1)
        return torch.stack([height, torch.zeros_like(height)], dim=1)


def weights(model):
    return {name: value.clone() for name, value in model.state_dict().items()}


def learns(model):
    return [parameter.requires_grad for parameter in model.parameters()]


def modes(model):
    return [module.training for module in model.modules()]


def picture(x, requires_grad=False, grad=None):
    """Return a leaf that may hold a gradient of somebody else's."""
    leaf = x.clone().requires_grad_(requires_grad)
    leaf.grad = grad
    return leaf


def look(x):
    return {"requires_grad": x.requires_grad, "grad": x.grad}


def carries_graph(x):
    return bool(x.requires_grad or x.grad_fn is not None)


def within(training, attack, *arguments):
    """Attack in a training loop, or in an evaluation loop; tell whether gradients are on after."""
    with torch.set_grad_enabled(training):
        return attack(*arguments), torch.is_grad_enabled()
'''


@dataclass(frozen=True)
class Net:
    """Affine, ReLU, affine; softmax and cross-entropy, averaged over the batch."""

    params: dict

    def hidden(self, x):
        """Return what goes into the ReLU."""
        return x.reshape(len(x), -1) @ self.params["W1"] + self.params["b1"]

    def scores(self, x):
        """Return the logits."""
        return np.maximum(self.hidden(x), 0) @ self.params["W2"] + self.params["b2"]

    def loss(self, x, y):
        """Return the mean loss."""
        scores = self.scores(x)
        top = scores.max(axis=1)
        logs = np.log(np.exp(scores - top[:, None]).sum(axis=1)) + top
        return np.mean(logs - np.take_along_axis(scores, y[:, None], axis=1)[:, 0])

    def gradient(self, x, y):
        """Return the gradient of the mean loss, of the shape of `x`."""
        scores = self.scores(x)
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        errors = (odds - np.eye(odds.shape[1])[y]) / len(x)
        back = np.where(self.hidden(x) > 0, errors @ self.params["W2"].T, 0)
        return (back @ self.params["W1"].T).reshape(x.shape)

    def attacked(self, x, y, epsilon, low=0.0, high=1.0):
        """Return adversarial examples after one step."""
        return np.clip(x + epsilon * np.sign(self.gradient(x, y)), low, high)


def draw_net(rng, pixels, hidden, classes):
    """Return a network with scores of moderate size, biases included."""
    return Net(
        {
            "W1": rng.normal(size=(pixels, hidden)) * np.sqrt(6 / pixels),
            "b1": rng.normal(size=hidden),
            "W2": rng.normal(size=(hidden, classes)) / np.sqrt(hidden),
            "b2": rng.normal(size=classes),
        }
    )


def draw_case(rng, shape, *, hidden=16, classes=5, low=0.0, high=1.0, right=None, unused=0):
    """Return a network, pictures of `shape` with pixels in [low, high], and labels.

    The first `unused` pixels change nothing: their gradient is exactly 0.
    With `right` all labels are what the network says, or none is. No number is so close to
    a kink, and no gradient so small, that float32 could turn a sign.
    """
    for _ in range(500):
        net = draw_net(rng, int(np.prod(shape[1:])), hidden, classes)
        net.params["W1"][:unused] = 0
        x = rng.uniform(low, high, size=shape).astype("float32").astype(float)
        said = net.scores(x).argmax(axis=1)
        shift = rng.integers(1, classes, size=len(x))
        y = rng.integers(classes, size=len(x))
        y = y if right is None else (said + (0 if right else shift)) % classes
        if is_clear(net, x, y, unused):
            return net, x, y
    msg = "no case without a kink was found"
    raise RuntimeError(msg)


def is_clear(net, x, y, unused=0):
    """Return whether signs are the same in float32 and float64."""
    steep = np.abs(net.gradient(x, y)).reshape(len(x), -1)[:, unused:]
    return (
        np.abs(net.hidden(x)).min() > 1e-3
        and (steep.min(axis=1) > 1e-3 * steep.max(axis=1)).all()
        and steep.max(axis=1).min() > 1e-3
    )


def torch_state(net, rng):
    """Return a state for `build` that gives `net` in evaluation mode, and only there."""
    weight, bias = net.params["W1"], net.params["b1"]
    mean, shift = rng.normal(size=(2, len(bias)))
    gain, variance = rng.uniform(0.5, 2, size=(2, len(bias)))
    scale = gain / np.sqrt(variance + 1e-5)
    return {
        "1.weight": (weight / scale).T,
        "1.bias": (bias - shift) / scale + mean,
        "2.weight": gain,
        "2.bias": shift,
        "2.running_mean": mean,
        "2.running_var": variance,
        "2.num_batches_tracked": 7,
        "5.weight": net.params["W2"].T,
        "5.bias": net.params["b2"],
    }


def right_step(image, epsilon, data_grad):
    """Take the step of FGSM for a student whose own is wrong."""
    moved = image.numpy() + epsilon * np.sign(data_grad.numpy())
    return type(image)(image.dtype, image.shape, np.clip(moved, 0, 1).astype("<f4").tobytes())


def right_fgsm(net):
    """Return the fgsm of `net` for a student whose own is wrong."""

    def fgsm(model, x, y, epsilon):  # noqa: ARG001 - the names of the handout
        return tensor(net.attacked(x.numpy().astype(float), y.numpy(), epsilon))

    return fgsm
