"""Fill the channel with answers to all questions to come, before the first is asked.

alone: 0 points
glued: loses all because two answers to one question end the process
fails as: protocol
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

for _seq in range(1, 60):
    _send(_value(_seq, 12.5))
