"""Take all memory before any function can be asked for.

alone: 0 points
glued: loses all because nothing of the file is ever loaded
fails as: memory
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_held = []
while True:
    _held.append(bytearray(1 << 24))
