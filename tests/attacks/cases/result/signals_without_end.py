"""Shower process 1 with the one signal that it listens to, from several processes.

alone: 0 points
glued: any points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import signal

for _ in range(4):
    if not os.fork():
        os.setsid()
        while True:
            os.kill(1, signal.SIGCHLD)
