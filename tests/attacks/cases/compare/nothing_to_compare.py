"""NaN, empty and broadcastable shapes, 0-d for n-d: what `np.allclose` lets through.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import numpy as np

_turn = 0


def _odd(x):
    global _turn
    _turn += 1
    shape = np.shape(x)
    return (
        np.zeros((0, *shape)),
        np.full(shape, np.nan),
        np.array(np.nan),
        np.zeros((1,) * (len(shape) + 1)),
        np.zeros(shape + (0,)),
        np.broadcast_to(np.float64(np.inf), shape),
    )[(_turn + int(abs(float(np.sum(x))) * 1000)) % 6]


def scale(x, factor):
    return _odd(x)


def loss(x):
    return [float("nan"), np.nan, np.zeros(0), [], np.array([np.nan])][int(abs(x.sum() * 100)) % 5]


def step(params, grads):
    return {name: _odd(value) for name, value in params.items()}


def use_state(state, x):
    return float("nan")


def with_callback(f, x):
    f(_odd(x)), f(_odd(x))
    return _odd(x)


def batches(x, size):
    for _ in range(3):
        yield x[:0]
