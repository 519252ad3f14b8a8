"""Ask for functions that no test handed out, at times when no test is listening.

alone: 0 points
glued: loses loss_small, loss, state because those answers are forged
fails as: protocol
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_NUMBERS = [0, 1, -1, True, 10**30, "0", None, 0.0]
_ARGUMENTS = ["l", [["t", []], ["d", []]]]
_hook("loss", lambda seq: _frame({"seq": seq, "kind": "callback", "callback": _pick(_NUMBERS), "tree": _ARGUMENTS}))
_hook("use_state", lambda seq: _value(seq, ["k", 0]))
