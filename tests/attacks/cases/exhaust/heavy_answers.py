"""Answers as heavy as they may be, of shapes that ask for a long comparison.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import numpy as np


def scale(x, factor):
    if x.ndim == 2:
        return np.random.default_rng(0).normal(size=(4, 5, 100_000))
    if x.size == 6:
        return np.zeros(5_000_000)
    return np.ones((200_000, 1, 2), dtype=complex)


def loss(x):
    return np.full((1_000_000,), 12.5 if x.size == 2 else np.nan)


def step(params, grads):
    if len(params) == 2:
        return {f"{'k' * 90}{number}": 0.0 for number in range(9_000)}
    return {"w": ["x" * 100] * 9_000}


def use_state(state, x):
    return ["\x01" * 900_000]


def with_callback(f, x):
    for argument in (np.ones((1000, 1000)), "x" * 1_000_000, [0.0] * 9_000, 10**900, np.ones(1 << 20)):
        try:
            f(argument)
        except Exception:
            pass
    return 0.0 * x


def batches(x, size):
    for _ in range(3):
        yield np.zeros((2, 500_000))
