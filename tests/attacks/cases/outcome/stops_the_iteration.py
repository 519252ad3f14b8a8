"""Raise StopIteration, which would end `zip(map(f, xs), wants)` before its first comparison.

alone: 0 points
glued: 20 points
fails as: exception
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"


class Stop(StopIteration, ValueError):
    pass


class Lookup(StopAsyncIteration, LookupError):
    pass


def scale(x, factor):
    raise StopIteration(x)


def loss(x):
    raise Stop(12.5)


def step(params, grads):
    raise StopAsyncIteration


def use_state(state, x):
    return next(iter(()))


def with_callback(f, x):
    raise Lookup


def batches(x, size):
    class Endless:
        def __iter__(self):
            return self

        def __next__(self):
            raise Stop

    return Endless()
