"""Start threads until the system refuses.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import threading
import time

_started = []
for _ in range(2000):
    _thread = threading.Thread(target=time.sleep, args=(600,), daemon=True)
    try:
        _thread.start()
    except RuntimeError:
        break
    _started.append(_thread)
