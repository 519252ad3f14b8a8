"""One class for all ways to draw, and one generator for each layer."""
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Initializer:
    """Draws one layer so that the variance is `two` over the fans that count."""

    shape: str
    fans: tuple
    gain: float = 1.0

    def variance(self, **fan):
        return self.gain**2 * len(self.fans) / sum(fan[name] for name in self.fans)

    def __call__(self, fan_in, fan_out, rng):
        if rng is None:
            rng = np.random.default_rng()
        std = self.variance(fan_in=fan_in, fan_out=fan_out) ** 0.5
        if self.shape == "uniform":
            return rng.uniform(low=-std * 3**0.5, high=std * 3**0.5, size=(fan_in, fan_out))
        return std * rng.standard_normal((fan_in, fan_out))


BOTH = ("fan_in", "fan_out")


def xavier_uniform(fan_in, fan_out, gain=1.0, rng=None):
    return Initializer("uniform", BOTH, gain)(fan_in, fan_out, rng)


def xavier_normal(fan_in, fan_out, gain=1.0, rng=None):
    return Initializer("normal", BOTH, gain)(fan_in, fan_out, rng)


def he_normal(fan_in, fan_out, rng=None):
    return Initializer("normal", ("fan_in",), 2**0.5)(fan_in, fan_out, rng)


def initialize_parameters(layer_dims, method="xavier", seed=0):
    initializers = {
        "xavier": Initializer("normal", BOTH),
        "he": Initializer("normal", ("fan_in",), 2**0.5),
    }
    if method not in initializers:
        raise ValueError(method)
    params = {}
    for layer in range(1, len(layer_dims)):
        # A generator of its own for each layer, from the seed and the number of the layer.
        rng = np.random.default_rng([seed, layer])
        params["W%d" % layer] = initializers[method](layer_dims[layer - 1], layer_dims[layer], rng)
        params["b%d" % layer] = np.zeros(layer_dims[layer])
    return params


class Network:
    def __init__(self, params, activation):
        numbers = sorted(int(name[1:]) for name in params if name.startswith("W"))
        self.layers = [(params[f"W{n}"], params[f"b{n}"]) for n in numbers]
        self.activation = activation

    def signals(self, H):
        for W, b in self.layers:
            H = self.activation(H.dot(W) + b)
            yield H


def activation_statistics(params, X, activation):
    return [(H.mean(), H.std()) for H in Network(params, activation).signals(X)]


def signal_growth(draws, X, depth, activation):
    width = X.shape[1]
    result = dict()
    for name, draw in draws.items():
        params = {}
        for layer in range(1, depth + 1):
            params[f"W{layer}"], params[f"b{layer}"] = draw(width, width), 0.0
        last = activation_statistics(params, X, activation)[-1][1]
        result[name] = (last / X.std()) ** (1.0 / depth)
    return result
