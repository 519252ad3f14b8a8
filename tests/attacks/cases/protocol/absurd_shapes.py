"""Arrays without elements and with impossible shapes, foreign types and other people's buffers.

alone: 0 points
glued: loses stream, loss_small, loss, state, callback, step, several because those answers are forged
fails as: protocol
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_NODES = [
    ["a", "float64", [0, 1 << 62, 1 << 62], 0],
    ["a", "float64", [-1], 0],
    ["a", "float64", [True], 0],
    ["a", "float64", [1] * 65, 0],
    ["a", "object", [1], 0],
    ["a", "|V8", [1], 0],
    ["a", "datetime64[ns]", [1], 0],
    ["a", "<U99999999", [1], 0],
    ["a", "float64", [2], 0],
    ["a", "float64", [1], -1],
    ["a", "float64", [1], True],
    ["a", "float64", [1], 1],
    ["s", "float128", 0],
    ["T", "bfloat16", [3], 0],
    ["h", -1, "x"],
    ["h", True, "x"],
    ["q", 1],
    [],
    {},
]
for _name in ("loss", "use_state", "with_callback", "step", "make_state"):
    _hook(_name, lambda seq: _value(seq, _pick(_NODES), b"\0" * 8))
_hook("batches", lambda seq: _value(seq, ["T", "float64", [1 << 62, 0], 0], b""))
