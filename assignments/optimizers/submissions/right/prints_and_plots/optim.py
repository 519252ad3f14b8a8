#!/usr/bin/env python
# coding: utf-8
# Assignment: optimizers. (exported from my notebook)
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
np.set_printoptions(precision=3)
np.random.seed(42)

try:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
except ImportError:  # the lab machines do not have it
    plt = None

print("loading optim.py", time.ctime())


def sgd_momentum(w, dw, config=None):
    print("sgd", w.shape)
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
    v = config.get("velocity", np.zeros_like(w))
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    g = grad_fn(w + mu * v)
    print("gradient ahead:", g)
    config["velocity"] = mu * v - lr * g
    return w + config["velocity"], config


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
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("decay_rate", 0.99)
    config.setdefault("epsilon", 1e-8)
    config.setdefault("cache", np.zeros_like(w))
    decay = config["decay_rate"]
    config["cache"] = decay * config["cache"] + (1 - decay) * dw**2
    next_w = w - config["learning_rate"] * dw / (np.sqrt(config["cache"]) + config["epsilon"])
    return next_w, config


def adam(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-3)
    config.setdefault("beta1", 0.9)
    config.setdefault("beta2", 0.999)
    config.setdefault("epsilon", 1e-8)
    config.setdefault("m", np.zeros_like(w))
    config.setdefault("v", np.zeros_like(w))
    config.setdefault("t", 0)
    config["t"] += 1
    print("adam step", config["t"])
    b1, b2, t = config["beta1"], config["beta2"], config["t"]
    config["m"] = b1 * config["m"] + (1 - b1) * dw
    config["v"] = b2 * config["v"] + (1 - b2) * (dw**2)
    mb = config["m"] / (1 - b1**t)
    vb = config["v"] / (1 - b2**t)
    next_w = w - config["learning_rate"] * mb / (np.sqrt(vb) + config["epsilon"])
    return next_w, config


def minimize(grad_fn, w, update, config, steps):
    history = [w.copy()]
    for step in range(steps):
        grad = grad_fn(w)
        if step % 50 == 0:
            print(f"step {step}: |grad| = {np.linalg.norm(grad):.4g}")
        w, config = update(w, grad, config)
        history.append(w.copy())
    return w, history


# try it out
w, points = minimize(lambda w: w * np.array([1, 100]), np.ones(2), adam, {"learning_rate": 0.05}, 200)
print("final w:", w)
if plt is not None:
    plt.plot(*np.array(points).T)
    plt.title("my path")
    plt.show()
