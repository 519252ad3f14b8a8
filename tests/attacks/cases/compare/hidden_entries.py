"""Masked arrays, object arrays, matrices, records, memory maps: entries that are not compared.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import numpy as np


class Same:
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__
    __hash__ = None


def _hide(x):
    shape, size = np.shape(x), int(np.size(x))
    kind = int(abs(float(np.sum(x))) * 1e4) % 6
    if kind == 0:
        return np.ma.masked_all(shape)
    if kind == 1:
        return np.array([Same()] * size, dtype=object).reshape(shape)
    if kind == 2:
        return np.asmatrix(np.zeros((size, 1)))
    if kind == 3:
        return np.zeros(shape, dtype=[("value", "f8")])
    if kind == 4:
        return np.array(["2.0"] * size).reshape(shape)
    return np.zeros(shape).view(np.recarray)


def scale(x, factor):
    return _hide(x)


def loss(x):
    return np.ma.masked


def step(params, grads):
    return {name: _hide(value) for name, value in params.items()}


def use_state(state, x):
    return np.ma.masked_all(())


def with_callback(f, x):
    for argument in (np.ma.masked_all(x.shape), np.array([Same()] * x.size, dtype=object)):
        try:
            f(argument)
        except Exception:
            pass
    return np.ma.masked_all(x.shape)


def batches(x, size):
    for _ in range(3):
        yield np.ma.masked_all(size)
