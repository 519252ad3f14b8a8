import numpy as np


def _config(config, w, names, **defaults):
    if config is None:
        config = {}
    for key, value in defaults.items():
        config.setdefault(key, value)
    for name in names:
        if name not in config:
            config[name] = np.zeros_like(w)
    return config


def sgd_momentum(w, dw, config=None):
    config = _config(config, w, ["velocity"], learning_rate=1e-2, momentum=0.9)
    v = config["velocity"]
    v *= config["momentum"]
    dw *= config["learning_rate"]
    v -= dw
    w += v
    return w, config


def nesterov_momentum(w, dw, config=None):
    config = _config(config, w, ["velocity"], learning_rate=1e-2, momentum=0.9)
    v = config["velocity"]
    dw *= config["learning_rate"]
    v *= config["momentum"]
    v -= dw
    w += config["momentum"] * v
    w -= dw
    return w, config


def nesterov_lookahead(w, grad_fn, config):
    config = _config(config, w, ["velocity"], learning_rate=1e-2, momentum=0.9)
    v = config["velocity"]
    v *= config["momentum"]
    v -= config["learning_rate"] * grad_fn(w + v)
    w += v
    return w, config


def adagrad(w, dw, config=None):
    config = _config(config, w, ["cache"], learning_rate=1e-2, epsilon=1e-8)
    config["cache"] += dw * dw
    dw /= np.sqrt(config["cache"]) + config["epsilon"]
    w -= config["learning_rate"] * dw
    return w, config


def rmsprop(w, dw, config=None):
    config = _config(config, w, ["cache"], learning_rate=1e-2, decay_rate=0.99, epsilon=1e-8)
    config["cache"] *= config["decay_rate"]
    config["cache"] += (1 - config["decay_rate"]) * np.square(dw)
    dw /= np.sqrt(config["cache"]) + config["epsilon"]
    w -= config["learning_rate"] * dw
    return w, config


def adam(w, dw, config=None):
    config = _config(
        config, w, ["m", "v"], learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8, t=0
    )
    config["t"] += 1
    config["m"] += (1 - config["beta1"]) * (dw - config["m"])
    config["v"] += (1 - config["beta2"]) * (dw * dw - config["v"])
    mhat = config["m"] / (1 - config["beta1"] ** config["t"])
    vhat = config["v"] / (1 - config["beta2"] ** config["t"])
    w -= config["learning_rate"] * mhat / (np.sqrt(vhat) + config["epsilon"])
    return w, config


def minimize(grad_fn, w, update, config, steps):
    history = [np.array(w)]
    while len(history) <= steps:
        w, config = update(w, grad_fn(w), config)
        history.append(np.array(w))
    return w, history
