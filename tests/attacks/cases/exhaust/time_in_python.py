"""Spin, sleep and wait for ever, holding all that can be held.

alone: 0 points
glued: 20 points
fails as: timeout
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import threading
import time


def use_state(state, x):
    while True:
        pass


def with_callback(f, x):
    lock = threading.Lock()
    lock.acquire()
    while True:
        try:
            lock.acquire(timeout=60)
        except BaseException:
            pass


def batches(x, size):
    yield x[:size]
    time.sleep(600)
