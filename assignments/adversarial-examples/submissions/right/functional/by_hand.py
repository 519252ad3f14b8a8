from functools import reduce

import numpy as np

relu = lambda z: (z + abs(z)) / 2
gate = lambda z: np.heaviside(z, 0)
softmax = lambda s: (lambda e: e / e.sum(1, keepdims=True))(np.exp(s - s.max(1, keepdims=True)))


def input_gradient(params, X, y):
    z = X @ params["W1"] + params["b1"]
    error = softmax(relu(z) @ params["W2"] + params["b2"])
    np.subtract.at(error, (np.arange(len(y)), y), 1)
    back = [lambda d: d @ params["W2"].T, lambda d: d * gate(z), lambda d: d @ params["W1"].T]
    return reduce(lambda d, f: f(d), back, error / len(y))


def fgsm(params, X, y, epsilon, clip_min=0.0, clip_max=1.0):
    return np.clip(
        X + epsilon * np.sign(input_gradient(params, X, y)), a_min=clip_min, a_max=clip_max
    )
