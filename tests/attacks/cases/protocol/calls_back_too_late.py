"""Keep the test's function and call it from a thread when the call is over.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"


def _late(f, x):
    for _ in range(1000):
        time.sleep(0.001)
        try:
            f(-x)
        except Exception:
            pass


def with_callback(f, x):
    threading.Thread(target=_late, args=(f, x), daemon=True).start()
    f(x)
    return x * 0.0 + 14.0
