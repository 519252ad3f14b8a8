"""Headers that only a lenient parser reads: NaN, Infinity, 1e999, long integers, keys twice.

alone: 0 points
glued: loses loss_small, loss, state, callback, step, several because those answers are forged
fails as: protocol
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_HEADS = [
    '{"seq": %d, "kind": "value", "buffers": [], "tree": NaN}',
    '{"seq": %d, "kind": "value", "buffers": [], "tree": -Infinity}',
    '{"seq": %d, "kind": "value", "buffers": [], "tree": 1e999}',
    '{"seq": %d, "kind": "error", "kind": "value", "buffers": [], "tree": 12.5}',
    '{"seq": %d, "kind": "value", "buffers": [], "tree": ' + "9" * 5000 + "}",
    '{"seq": %d, "kind": "value", "buffers": [], "tree": ["i", "--1"]}',
    '{"seq": %d, "kind": "value", "buffers": [], "tree": ["i", "\\u0661"]}',
    '{"seq": %d, "kind": "value", "buffers": [], "tree": ["f", "infinity"]}',
    "[%d]",
    '{"seq": %d, "kind": "passed", "buffers": [], "tree": 12.5}',
    '{"seq": %d, "kind": "value", "buffers": []} {"points": 20}',
]
for _name in ("loss", "use_state", "with_callback", "step"):
    _hook(_name, lambda seq: _raw((_pick(_HEADS) % seq).encode()))
