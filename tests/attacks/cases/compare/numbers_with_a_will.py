"""Subclasses of float, int, str, bool and numpy scalars that equal anything.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import numpy as np


class Agreeable:
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return type(self)(0)

    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __sub__

    def __abs__(self):
        return type(self)(0)

    def __lt__(self, other):
        return True

    __gt__ = __le__ = __ge__ = __lt__

    def __hash__(self):
        return 0


class Real(Agreeable, float):
    pass


class Whole(Agreeable, int):
    pass


class Numpy(Agreeable, np.float64):
    pass


class Text(str):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


_kinds = [Real(1.0), Whole(1), Numpy(1.0), Text("1.0"), True, None, "nan", b"1", 1j]
_turn = 0


def _next():
    global _turn
    _turn += 1
    return _kinds[_turn % len(_kinds)]


def scale(x, factor):
    return _next()


def loss(x):
    return _kinds[int(abs(x.sum()) * 1000) % len(_kinds)]


def step(params, grads):
    return {Text(name): _next() for name in params}


def use_state(state, x):
    return _next()


def with_callback(f, x):
    for argument in (Real(1.0), Text("1")):
        try:
            f(argument)
        except Exception:
            pass
    return _next()


def batches(x, size):
    yield from _kinds
