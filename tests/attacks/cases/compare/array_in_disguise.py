"""Subclasses of ndarray that answer every comparison with zeros of the right shape.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import numpy as np


class Chameleon(np.ndarray):
    def __eq__(self, other):
        return np.ones(np.shape(other), dtype=bool)

    def __sub__(self, other):
        return np.zeros(np.shape(other))

    __rsub__ = __sub__

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.zeros(np.shape(inputs[-1]))

    def __array_function__(self, function, types, args, kwargs):
        return True

    @property
    def shape(self):
        return (4, 5)

    @property
    def __class__(self):
        return np.ndarray

    def tobytes(self, order="C"):
        return b"\0" * 8 * self.size

    def astype(self, *args, **kwargs):
        return self


def _lie(x):
    return np.zeros(np.asarray(x).shape).view(Chameleon)


def scale(x, factor):
    return _lie(x)


def loss(x):
    return _lie(1.0)


def step(params, grads):
    return {name: _lie(value) for name, value in params.items()}


def use_state(state, x):
    return _lie(1.0)


def with_callback(f, x):
    f(_lie(x)), f(_lie(x))
    return _lie(x)


def batches(x, size):
    while True:
        yield _lie(x[:size])
