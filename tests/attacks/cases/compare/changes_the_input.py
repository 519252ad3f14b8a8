"""Change the arguments in place, so that what the test computes later agrees.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"


def scale(x, factor):
    x[...] = 0.0
    return x


def loss(x):
    x[...] = 0.0
    return 0.0


def step(params, grads):
    for name in params:
        params[name][...] = 0.0
        grads[name][...] = 0.0
    return params


def use_state(state, x):
    return 0.0


def with_callback(f, x):
    x[...] = 0.0
    f(x), f(x)
    x[...] = 15.0
    f.__class__.__call__ = lambda self, argument: 7.5
    return x + 1.0


def batches(x, size):
    x[...] = 0.0
    for _ in range(3):
        yield x[:size]
