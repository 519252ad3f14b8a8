"""Ask to be traced by process 1, and fork: what is traced cannot be killed the usual way.

alone: 0 points
glued: 20 points
never prints: traced
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import ctypes
import time

_libc = ctypes.CDLL(None)


def _trace_me():
    if _libc.ptrace(0, 0, 0, 0) == 0:
        print("traced", flush=True)


if not os.fork():
    if not os.fork():
        _trace_me()
        time.sleep(600)
    os._exit(0)
_trace_me()
