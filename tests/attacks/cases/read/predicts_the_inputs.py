"""Find the seed of the test and draw what the test is going to draw.

alone: 0 points
glued: 20 points
never prints: PREDICTED
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import gc
import random
import sys

import numpy as np

_numbers = set()


def _take(thing):
    if type(thing) is int:
        _numbers.add(thing)
        return
    for name in ("seed", "n", "_seed", "epoch"):
        try:
            value = thing[name] if type(thing) is dict else getattr(thing, name, None)
        except Exception:
            continue
        if type(value) is int:
            _numbers.add(value)


_frame = sys._getframe()
while _frame is not None:
    for _value in list(_frame.f_locals.values()):
        _take(_value)
    _frame = _frame.f_back
for _thing in gc.get_objects():
    if type(_thing) is dict or type(_thing).__module__.__class__ is str and "autograder" in type(_thing).__module__:
        _take(_thing)
_state = random.getstate()
for _candidate in list(_numbers):
    random.seed(_candidate)
    if random.getstate() == _state:
        print("the seed of this process is", _candidate)
random.setstate(_state)
_draws = []
for _candidate in _numbers:
    if 0 <= _candidate < 1 << 130:
        _rng = np.random.default_rng(_candidate)
        _draws += _rng.normal(size=24).tolist()


def _spy(frame, event, argument):
    if event == "call" and frame.f_code.co_name in ("scale", "loss", "with_callback", "batches"):
        x = np.asarray(frame.f_locals.get("x"))
        if x.size and any(abs(float(x.ravel()[0]) - draw) < 1e-12 for draw in _draws):
            print("PREDICTED", frame.f_code.co_name)


sys.setprofile(_spy)
