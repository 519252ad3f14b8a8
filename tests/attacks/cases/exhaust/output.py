"""Print two megabytes at import, and without end in two functions.

alone: 0 points
glued: 20 points
fails as: output
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import sys

for _ in range(32):
    os.write(1, b"x\x1b[2J\xff\n" * 8192)


def loss(x):
    while True:
        sys.stderr.write("flood " * 10_000)


def with_callback(f, x):
    while True:
        os.write(2, b"\0" * 65536)
