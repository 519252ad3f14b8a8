"""Escape sequences that clear, rename, answer back, link, and paint over what stood there.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_CODES = ("\x1b[2J\x1b[H\x1b]0;20/20\x07\x1b]8;;http://evil.example\x07here\x1b]8;;\x07\x1b[6n\x1bc\x9b31m"
          "\r20/20 points\x08\x08\x7f\x0b\x0c\x00\x1bP+q544e\x1b\\\x1b[?1049h[bold red]markup[/] [link=http://evil.example]x[/link]")
print(_CODES)


def scale(x, factor):
    raise ValueError(_CODES)


def loss(x):
    print(_CODES)
    raise type(_CODES, (Exception,), {})(_CODES)
