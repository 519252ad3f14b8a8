"""Give a forged answer from a thread a moment before, with and after the worker's own.

alone: 0 points
glued: any points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"


def _chatter():
    for count in range(400):
        time.sleep(0.0005)
        try:
            _send(_value(count % 8 + 1, 12.5))
        except OSError:
            return


threading.Thread(target=_chatter, daemon=True).start()
