"""Overrides of direction, invisible characters, towers of accents, tags and lone surrogates.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_TEXT = ("\u202e02/02\u202c \u2066x\u2069 \u200b\u200d\ufeff e" + "\u0301" * 500 + " \U000e0041\U000e0042 \ud800 \udfff "
         "\u2028line\u2029 \ufff9a\ufffab\ufffb \u00ad\u034f \U0001f468\u200d\U0001f469 \uffff")
print(_TEXT)


def scale(x, factor):
    raise type("Name" + _TEXT[:4], (Exception,), {})(_TEXT)


def loss(x):
    print(_TEXT * 200)
    return {_TEXT: 1.0}
