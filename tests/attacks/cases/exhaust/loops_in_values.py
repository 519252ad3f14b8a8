"""Return lists and dicts that hold themselves, and grow while they are read.

alone: 0 points
glued: 20 points
fails as: protocol
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import threading
import time

_growing = [0.0] * 5000


def _grow():
    while len(_growing) < 500_000:
        _growing.append(0.0)
        time.sleep(0)


def scale(x, factor):
    value = []
    value.append(value)
    return value


def loss(x):
    value = {}
    value["self"] = (value,)
    return value


def step(params, grads):
    threading.Thread(target=_grow, daemon=True).start()
    return _growing
