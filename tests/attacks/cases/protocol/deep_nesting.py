"""Nest lists deeper than any parser likes, in the header and in the value.

alone: 0 points
glued: loses loss_small, loss, state, callback because those answers are forged
fails as: protocol
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"


def _deep(seq):
    if _pick([True, False]):
        return _raw(b'{"seq": %d, "kind": "value", "tree": ' % seq + b"[" * 200_000 + b"]" * 200_000 + b"}")
    return _raw(b'{"seq": %d, "kind": "value", "buffers": [], "tree": ' % seq + b'["l", [' * 400 + b"]]" * 400 + b"}")


for _name in ("loss", "use_state", "with_callback"):
    _hook(_name, _deep)
