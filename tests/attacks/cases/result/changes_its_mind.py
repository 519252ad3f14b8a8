"""Return an array and go on changing it from a thread, hoping that it is compared late.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import threading
import time

import numpy as np

_results = []


def _revise():
    while True:
        for result, better in _results:
            result[...] = better
        time.sleep(0.0005)


threading.Thread(target=_revise, daemon=True).start()


def scale(x, factor):
    if factor is None:
        return x
    result = np.full(np.shape(x), np.nan)
    threading.Timer(0.05, _results.append, [(result, x * factor)]).start()
    return result


def with_callback(f, x):
    f(x)
    result = np.zeros(x.shape)
    threading.Timer(0.05, _results.append, [(result, 15.0)]).start()
    return result
