"""Return coroutines, generators, futures, functions, classes and singletons in place of values.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import concurrent.futures
import functools


async def scale(x, factor):
    return x * factor


def loss(x):
    yield 12.5


def step(params, grads):
    return concurrent.futures.Future()


make_state = type


def use_state(state, x):
    return NotImplemented


class with_callback:
    def __init__(self, f, x):
        f(x), f(-x)


batches = functools.partial(lambda x, size: Ellipsis)
