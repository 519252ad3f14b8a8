"""Send a frame as large as any may be, through a keeper that has less memory than that.

alone: 0 points
glued: loses callback because that answer is forged
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"


def _large(seq):
    head = json.dumps({"seq": seq, "kind": "value", "tree": None, "buffers": [250 << 20]}).encode()
    _send(struct.pack("<4sII", b"AGW1", len(head), 250 << 20) + head)
    piece = b"\0" * (1 << 20)
    for _ in range(250):
        _send(piece)
    return b""


_hook("with_callback", _large)
