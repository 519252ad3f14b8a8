"""Answer with other sequence numbers: one more, one less, a truth, a text, a fraction, none.

alone: 0 points
glued: loses loss_small, loss, state, callback because those answers are forged
fails as: protocol
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"


def _wrong(seq):
    number = _pick([seq + 1, seq - 1, True, str(seq), seq + 0.0, None, [seq], 10**500])
    return _frame({"seq": number, "kind": "value", "tree": 12.5})


for _name in ("loss", "use_state", "with_callback"):
    _hook(_name, _wrong)
