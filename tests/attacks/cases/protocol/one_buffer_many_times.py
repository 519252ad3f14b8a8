"""Let a small frame grow on the other side: one buffer, named by thousands of arrays.

alone: 0 points
glued: loses loss_small, loss because those answers are forged
fails as: protocol
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_hook("loss", lambda seq: _value(seq, ["l", [["a", "float64", [1 << 15], 0]] * 500], b"\0" * (1 << 18)))
