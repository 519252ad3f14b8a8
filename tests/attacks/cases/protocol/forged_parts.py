"""Answer with the wrong number or kind of parts where a test unpacks them.

alone: 0 points
glued: loses scale_small, scale, inout, pairs, raises because those answers are forged
fails as: protocol
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_PARTS = [["l", []], ["l", [1.0, 2.0, 3.0, 4.0]], None, ["l", [1.0, ["l", []], ["d", []]]], ["d", []]]


def _parts(seq):
    if _asked.get("inout"):
        return _value(seq, _pick(_PARTS))
    return _value(seq, ["t", []])


_hook("scale", _parts)
