"""Return values past every limit: items, depth, digits, text, bytes, objects.

alone: 0 points
glued: 20 points
fails as: protocol
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import sys

import numpy as np

sys.setrecursionlimit(100_000)


def scale(x, factor):
    return [0.0] * 1_000_000


def loss(x):
    return 7 ** 400_000


def step(params, grads):
    value = []
    for _ in range(50_000):
        value = [value]
    return value


def use_state(state, x):
    return "x" * 50_000_000


def with_callback(f, x):
    try:
        f([0.0] * 1_000_000)
    except Exception:
        pass
    return [object() for _ in range(30_000)]


def batches(x, size):
    yield {number: None for number in range(100_000)}
    yield np.zeros(20_000_000)
