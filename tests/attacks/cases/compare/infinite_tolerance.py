"""Values that blow up a tolerance: infinities, the largest floats, subnormals, float16 overflow.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import numpy as np


def scale(x, factor):
    return np.resize([np.inf, -np.inf, 1.7e308, 5e-324, -1.7e308], np.shape(x))


def loss(x):
    return [np.inf, 1.7e308, np.float16(65504) * 2, -0.0, 10**400][int(abs(x.sum()) * 1e4) % 5]


def step(params, grads):
    return {name: np.full(value.shape, 1.7e308) for name, value in params.items()}


def use_state(state, x):
    return float("inf")


def with_callback(f, x):
    f(x * np.inf), f(np.full(x.shape, 1.7e308))
    return np.full(x.shape, np.inf)


def batches(x, size):
    for _ in range(3):
        yield np.full(size, np.inf)
