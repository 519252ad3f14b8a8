"""Stop the own process in the midst of a call, and leave a helper that stops all others.

alone: 0 points
glued: 20 points
fails as: timeout
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import signal


def use_state(state, x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return 0.0


def with_callback(f, x):
    os.kill(0, signal.SIGTSTP)
    os.kill(-1, signal.SIGSTOP)
    os.kill(os.getpid(), signal.SIGSTOP)
    return f(x)
