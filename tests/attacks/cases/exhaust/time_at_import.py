"""Never finish loading.

alone: 0 points
glued: loses all because nothing of the file is ever loaded
fails as: timeout
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

while True:
    pass
