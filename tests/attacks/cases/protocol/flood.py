"""Write frames without end from four threads, and never read a question.

alone: 0 points
glued: loses all because nobody can hear the answers
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"


def _flood():
    data = _value(1, None) * 1000
    while True:
        _send(data)


for _ in range(4):
    threading.Thread(target=_flood, daemon=True).start()
time.sleep(0.05)
