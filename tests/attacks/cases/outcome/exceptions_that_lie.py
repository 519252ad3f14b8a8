"""Exceptions that lie about their class, or whose text never comes, or is not text.

alone: 0 points
glued: 20 points
fails as: exception
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"


class Meta(type):
    def mro(cls):
        return [cls, ValueError, Exception, BaseException, object]

    def __instancecheck__(cls, instance):
        return True

    @property
    def __name__(cls):
        raise SystemExit(0)


class Liar(Exception, metaclass=Meta):
    @property
    def __class__(self):
        return KeyboardInterrupt

    def __str__(self):
        raise SystemExit(0)

    __repr__ = __format__ = __str__

    def __getattribute__(self, name):
        raise GeneratorExit

    def __del__(self):
        raise KeyboardInterrupt


class Subtext(str):
    def __getitem__(self, index):
        raise SystemExit

    encode = replace = split = __len__ = __getitem__


class Tells(Exception):
    def __str__(self):
        return Subtext("factor" * 1_000_000)


def scale(x, factor):
    raise Liar


def loss(x):
    raise Tells


def step(params, grads):
    error = Tells()
    error.__cause__ = error.__context__ = Liar()
    error.add_note("passed")
    raise error


def use_state(state, x):
    raise ExceptionGroup("many", [Liar(), ValueError("factor")])


def with_callback(f, x):
    raise BaseExceptionGroup("more", [KeyboardInterrupt(), SystemExit(0)])


def batches(x, size):
    raise type("\u202e\x1b[31mExit\n", (Exception,), {})("\ud800 \x00 \x1b]0;title\x07")
