"""Send dicts whose keys collide, keys that are equal, keys twice, keys that are no keys.

alone: 0 points
glued: loses step, several, loss_small, loss, state, callback because those answers are forged
fails as: protocol
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_PRIME = (1 << 61) - 1


def _collide(seq):
    keys = [["i", str(number * _PRIME)] for number in range(1, 4000)]
    trees = [
        ["d", [[key, 1.0] for key in keys]],
        ["d", [[1, 0.0], [1.0, 0.0], [True, 0.0]]],
        ["d", [[["l", [1]], 0.0]]],
        ["d", [["w", 0.0], ["w", 1.0]]],
        ["d", [[["a", "float64", [], 0], 1.0]]],
        ["d", [["w"]]],
    ]
    tree = _pick(trees)
    return _value(seq, tree, *([b"\0" * 8] if tree is trees[4] else []))


for _name in ("step", "use_state", "with_callback", "loss"):
    _hook(_name, _collide)
