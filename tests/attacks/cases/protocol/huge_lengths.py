"""Announce the longest header and body that 32 bits can say, and then send nothing.

alone: 0 points
glued: loses loss_small, loss, state, callback because those answers are forged
fails as: protocol
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_LENGTHS = [(0xFFFFFFFF, 0), (16, 0xFFFFFFFF), (0, 0), (1 << 21, 0), (16, 300 << 20)]
for _name in ("loss", "use_state", "with_callback"):
    _hook(_name, lambda seq: struct.pack("<4sII", b"AGW1", *_pick(_LENGTHS)) + b"{}" * 8)
