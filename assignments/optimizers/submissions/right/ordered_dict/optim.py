from collections import OrderedDict

import numpy as np


def prepared(config, defaults):
    full = OrderedDict(defaults)
    if config:
        full.update(config)
    return full


def sgd_momentum(w, dw, config=None):
    c = prepared(config, [("learning_rate", 0.01), ("momentum", 0.9), ("velocity", 0.0 * w)])
    c["velocity"] = c["momentum"] * c["velocity"] - c["learning_rate"] * dw
    return w + c["velocity"], c


def nesterov_momentum(w, dw, config=None):
    c = prepared(config, [("learning_rate", 0.01), ("momentum", 0.9), ("velocity", 0.0 * w)])
    prev = c["velocity"]
    c["velocity"] = c["momentum"] * prev - c["learning_rate"] * dw
    # the form with both velocities; the same after a line of algebra
    return w - c["momentum"] * prev + (1 + c["momentum"]) * c["velocity"], c


def nesterov_lookahead(w, grad_fn, config):
    c = prepared(config, [("learning_rate", 0.01), ("momentum", 0.9), ("velocity", 0.0 * w)])
    g = grad_fn(w + c["momentum"] * c["velocity"])
    c["velocity"] = c["momentum"] * c["velocity"] - c["learning_rate"] * g
    return w + c["velocity"], c


def adagrad(w, dw, config=None):
    c = prepared(config, [("learning_rate", 0.01), ("epsilon", 1e-8), ("cache", 0.0 * w)])
    c["cache"] = c["cache"] + dw**2
    return w - c["learning_rate"] / (c["cache"] ** 0.5 + c["epsilon"]) * dw, c


def rmsprop(w, dw, config=None):
    c = prepared(
        config,
        [("learning_rate", 0.01), ("decay_rate", 0.99), ("epsilon", 1e-8), ("cache", 0.0 * w)],
    )
    c["cache"] = c["decay_rate"] * c["cache"] + (1 - c["decay_rate"]) * dw**2
    return w - c["learning_rate"] / (c["cache"] ** 0.5 + c["epsilon"]) * dw, c


def adam(w, dw, config=None):
    c = prepared(
        config,
        [
            ("learning_rate", 1e-3),
            ("beta1", 0.9),
            ("beta2", 0.999),
            ("epsilon", 1e-8),
            ("m", 0.0 * w),
            ("v", 0.0 * w),
            ("t", 0),
        ],
    )
    c["t"] = c["t"] + 1
    c["m"] = c["beta1"] * c["m"] + (1 - c["beta1"]) * dw
    c["v"] = c["beta2"] * c["v"] + (1 - c["beta2"]) * dw**2
    first = c["m"] / (1 - c["beta1"] ** c["t"])
    second = c["v"] / (1 - c["beta2"] ** c["t"])
    return w - c["learning_rate"] * first / (second**0.5 + c["epsilon"]), c


def minimize(grad_fn, w, update, config, steps):
    history = [w]
    for i in range(steps):
        new_w, config = update(history[i].copy(), grad_fn(history[i]), config)
        history.append(new_w)
    return history[-1], history
