"""Call the test's function for ever, with arguments that are large, odd, or named.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import numpy as np


def with_callback(f, x):
    for arguments in ((), (None,), (x, x), ([[]] * 100,), ({"a": f},), (f,), (object(),), (10**900,)):
        try:
            f(*arguments)
        except Exception:
            pass
    for named in ({"x": x, "asked": []}, {"\ud800": 1}, {"self": 1}, {"": 2}):
        try:
            f(**named)
        except Exception:
            pass
    while True:
        f(np.zeros(1000))
