"""Objects whose every special method agrees with whoever asks.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"


class Agree:
    shape = (1,)
    ndim = size = 0
    dtype = "float64"
    __array_priority__ = 1e9

    def __array__(self, dtype=None, copy=None):
        import numpy

        return numpy.zeros(())

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return True

    def __array_function__(self, function, types, args, kwargs):
        return True

    def __getattr__(self, name):
        return Agree()

    def __iter__(self):
        return iter([Agree()] * 3)

    def __str__(self):
        return "2.0"


def _agree(*_args, **_kwargs):
    return True


for _name in "eq ne lt le gt ge bool contains instancecheck".split():
    setattr(Agree, f"__{_name}__", _agree)
for _name in "add sub mul truediv pow matmul abs neg".split():
    for _side in ("", "r", "i"):
        setattr(Agree, f"__{_side}{_name}__", lambda *_args: Agree())
for _name, _kind in {"float": 2.0, "int": 2, "index": 2, "len": 3, "hash": 1, "complex": 2j}.items():
    setattr(Agree, f"__{_name}__", lambda self, _kind=_kind: _kind)


def scale(x, factor):
    return Agree()


def loss(x):
    return Agree()


def step(params, grads):
    return {name: Agree() for name in params}


def make_state():
    return Agree()


def use_state(state, x):
    return state


def with_callback(f, x):
    f(Agree())
    f(Agree())
    return Agree()


def batches(x, size):
    return Agree()
