"""Raise what a test might expect, from every call: ValueError, AssertionError, LookupError.

alone: 0 points
glued: 20 points
fails as: exception
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"


def scale(x, factor):
    raise ValueError("factor")


def loss(x):
    raise AssertionError


def step(params, grads):
    raise LookupError("has no next value")


make_state = use_state = with_callback = batches = step
