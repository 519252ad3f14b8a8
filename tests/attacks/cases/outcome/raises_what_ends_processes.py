"""Raise KeyboardInterrupt, SystemExit, GeneratorExit and their kin from every function.

alone: 0 points
glued: 20 points
fails as: exception
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import asyncio


def scale(x, factor):
    raise KeyboardInterrupt


def loss(x):
    raise SystemExit(0)


def step(params, grads):
    raise GeneratorExit


def make_state():
    raise SystemExit


def with_callback(f, x):
    raise asyncio.CancelledError


def batches(x, size):
    yield from ()
    raise BaseException("nothing")
