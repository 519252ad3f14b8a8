"""Exceptions and objects whose text takes for ever, or for memory.

alone: 0 points
glued: 20 points
fails as: timeout
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"


class Endless(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __format__ = __str__


def loss(x):
    return Endless()


def use_state(state, x):
    raise Endless


def with_callback(f, x):
    raise ValueError("x" * 200_000_000)
