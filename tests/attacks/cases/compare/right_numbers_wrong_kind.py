"""Right numbers in a dress that a careless comparison takes off: complex, 1 x n, nested lists.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import numpy as np


def scale(x, factor):
    if factor is None:
        raise KeyError("factor")
    return (np.asarray(x) * factor).astype(complex)


def loss(x):
    return np.array([[0.5 * (x * x).sum()]])


def step(params, grads):
    moved = {name: params[name] - 0.1 * grads[name] for name in params}
    return {**moved, "more": 0.0}


class _State:
    numbers = ()


def make_state():
    return _State()


def use_state(state, x):
    state.numbers += (x,)
    return (sum(state.numbers) / len(state.numbers),)


def with_callback(f, x):
    return (f(x) + f(-x))[None]


def batches(x, size):
    for start in range(0, len(x), size):
        yield x[start : start + size].tolist(), None
