"""Spend the time where no signal is heard: a power, a regular expression, a sorted comparison.

alone: 0 points
glued: 20 points
fails as: timeout
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import re
import signal

for _number in range(1, 32):
    try:
        signal.signal(_number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


def use_state(state, x):
    return len(str(7 ** (10**8)))


def with_callback(f, x):
    return re.fullmatch(r"(a|a)*b", "a" * 50)
