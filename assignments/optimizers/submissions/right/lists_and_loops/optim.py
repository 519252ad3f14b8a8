import math

import numpy as np


def flat(a):
    return [float(x) for x in np.asarray(a).reshape(-1)]


def back(numbers, like):
    return np.array(numbers).reshape(np.asarray(like).shape)


def state(config, name, w):
    if config is None or name not in config:
        return [0.0] * np.asarray(w).size
    return flat(config[name])


def get(config, name, default):
    return default if config is None else config.get(name, default)


def sgd_momentum(w, dw, config=None):
    lr = get(config, "learning_rate", 0.01)
    mu = get(config, "momentum", 0.9)
    v = state(config, "velocity", w)
    ws, gs = flat(w), flat(dw)
    for i in range(len(ws)):
        v[i] = mu * v[i] - lr * gs[i]
        ws[i] = ws[i] + v[i]
    return back(ws, w), {"learning_rate": lr, "momentum": mu, "velocity": v}


def nesterov_momentum(w, dw, config=None):
    lr = get(config, "learning_rate", 0.01)
    mu = get(config, "momentum", 0.9)
    v = state(config, "velocity", w)
    ws, gs = flat(w), flat(dw)
    for i in range(len(ws)):
        v[i] = mu * v[i] - lr * gs[i]
        ws[i] = ws[i] + mu * v[i] - lr * gs[i]
    return back(ws, w), {"learning_rate": lr, "momentum": mu, "velocity": v}


def nesterov_lookahead(w, grad_fn, config):
    lr = get(config, "learning_rate", 0.01)
    mu = get(config, "momentum", 0.9)
    v = state(config, "velocity", w)
    ws = flat(w)
    ahead = []
    for i in range(len(ws)):
        ahead.append(ws[i] + mu * v[i])
    gs = flat(grad_fn(back(ahead, w)))
    for i in range(len(ws)):
        v[i] = mu * v[i] - lr * gs[i]
        ws[i] = ws[i] + v[i]
    return back(ws, w), {"learning_rate": lr, "momentum": mu, "velocity": v}


def adagrad(w, dw, config=None):
    lr = get(config, "learning_rate", 0.01)
    eps = get(config, "epsilon", 1e-8)
    cache = state(config, "cache", w)
    ws, gs = flat(w), flat(dw)
    for i in range(len(ws)):
        cache[i] += gs[i] * gs[i]
        ws[i] -= lr * gs[i] / (math.sqrt(cache[i]) + eps)
    return back(ws, w), {"learning_rate": lr, "epsilon": eps, "cache": cache}


def rmsprop(w, dw, config=None):
    lr = get(config, "learning_rate", 0.01)
    rho = get(config, "decay_rate", 0.99)
    eps = get(config, "epsilon", 1e-8)
    cache = state(config, "cache", w)
    ws, gs = flat(w), flat(dw)
    for i in range(len(ws)):
        cache[i] = rho * cache[i] + (1 - rho) * gs[i] * gs[i]
        ws[i] -= lr * gs[i] / (math.sqrt(cache[i]) + eps)
    return back(ws, w), {"learning_rate": lr, "decay_rate": rho, "epsilon": eps, "cache": cache}


def adam(w, dw, config=None):
    lr = get(config, "learning_rate", 0.001)
    b1 = get(config, "beta1", 0.9)
    b2 = get(config, "beta2", 0.999)
    eps = get(config, "epsilon", 1e-8)
    t = get(config, "t", 0) + 1
    m, v = state(config, "m", w), state(config, "v", w)
    ws, gs = flat(w), flat(dw)
    for i in range(len(ws)):
        m[i] = b1 * m[i] + (1 - b1) * gs[i]
        v[i] = b2 * v[i] + (1 - b2) * gs[i] ** 2
        m_hat = m[i] / (1 - b1**t)
        v_hat = v[i] / (1 - b2**t)
        ws[i] = ws[i] - lr * m_hat / (math.sqrt(v_hat) + eps)
    new = {"learning_rate": lr, "beta1": b1, "beta2": b2, "epsilon": eps, "m": m, "v": v, "t": t}
    return back(ws, w), new


def minimize(grad_fn, w, update, config, steps):
    history = []
    history.append(w.copy())
    i = 0
    while i < steps:
        g = grad_fn(w)
        result = update(w, g, config)
        w = result[0]
        config = result[1]
        history.append(w.copy())
        i = i + 1
    return [w, history]
