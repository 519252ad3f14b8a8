"""Print as much as is kept, in characters that grow when they are escaped, at every question.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import sys

_LINE = ("\x01\u202e\x1b&<\"'" * 3000).encode()


def _spy(frame, event, argument):
    if event == "call" and frame.f_code.co_name in ("f", "scale", "loss", "step", "use_state"):
        os.write(1, _LINE)


sys.setprofile(_spy)


def with_callback(f, x):
    for _ in range(100):
        os.write(2, _LINE)
        f(x)
    return 0.0 * x
