"""Hand out references to objects that are not there, by the thousand, with types of our choice.

alone: 0 points
glued: loses stream, callback because those answers are forged
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_hook("batches", lambda seq: _value(seq, ["h", 999, "generator"]))
_hook("with_callback", lambda seq: _value(seq, ["l", [["h", n, "float"] for n in range(9000)]]))
