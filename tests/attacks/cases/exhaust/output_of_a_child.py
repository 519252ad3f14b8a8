"""Let a process that stays behind print for ever, while this one answers.

alone: 0 points
glued: any points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

if not os.fork():
    os.setsid()
    while True:
        try:
            os.write(1, b"y\n" * 30_000)
        except OSError:
            os._exit(0)
