import numpy as np

cache = None
moment1 = 0
moment2 = 0
t = 0


def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))

    v = config["momentum"] * v - config["learning_rate"] * dw
    next_w = w + v
    config["velocity"] = v
    return next_w, config


def nesterov_momentum(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))

    v = config["momentum"] * v - config["learning_rate"] * dw
    next_w = w + config["momentum"] * v - config["learning_rate"] * dw
    config["velocity"] = v
    return next_w, config


def nesterov_lookahead(w, grad_fn, config):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))

    dw = grad_fn(w + config["momentum"] * v)
    v = config["momentum"] * v - config["learning_rate"] * dw
    config["velocity"] = v
    return w + v, config


def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("epsilon", 1e-8)
    config.setdefault("cache", np.zeros_like(w))

    config["cache"] = config["cache"] + dw**2
    next_w = w - config["learning_rate"] * dw / (np.sqrt(config["cache"]) + config["epsilon"])
    return next_w, config


def rmsprop(w, dw, config=None):
    global cache
    config = config or {}
    lr = config.get("learning_rate", 1e-2)
    decay_rate = config.get("decay_rate", 0.99)
    eps = config.get("epsilon", 1e-8)
    if cache is None:
        cache = config.get("cache", np.zeros_like(w))
    cache = decay_rate * cache + (1 - decay_rate) * dw**2
    return w - lr * dw / (np.sqrt(cache) + eps), config


def adam(w, dw, config=None):
    global moment1, moment2, t
    config = config or {}
    lr = config.get("learning_rate", 1e-3)
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    if t == 0:
        moment1, moment2, t = config.get("m", 0), config.get("v", 0), config.get("t", 0)
    t += 1
    moment1 = b1 * moment1 + (1 - b1) * dw
    moment2 = b2 * moment2 + (1 - b2) * dw**2
    mh = moment1 / (1 - b1**t)
    vh = moment2 / (1 - b2**t)
    return w - lr * mh / (np.sqrt(vh) + config.get("epsilon", 1e-8)), config


def minimize(grad_fn, w, update, config, steps):
    history = [w.copy()]
    for step in range(steps):
        w, config = update(w, grad_fn(w), config)
        history.append(w.copy())
    return w, history
