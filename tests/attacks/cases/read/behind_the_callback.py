"""Ask the test's own function for its closure, its code, its globals and its tracebacks.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import sys


def _question(f):
    for name in dir(f):
        try:
            _search(f"{name} {getattr(f, name)!r}")
        except Exception as error:
            _search(repr(error))
    for name in ("__closure__", "__code__", "__globals__", "__wrapped__", "__defaults__"):
        print(name, str(getattr(f, name, "there is none"))[:200])
    for argument in (None, "x", [], {}, object(), (1, 2)):
        try:
            print(f(argument))
        except BaseException as error:
            trace = error.__traceback__
            while trace is not None:
                _search(f"{trace.tb_frame.f_code.co_filename} {list(trace.tb_frame.f_locals)}")
                trace = trace.tb_next
            print(type(error), str(error)[:200], error.__cause__, error.__context__)
    _show()


def _spy(frame, event, argument):
    if event == "call" and frame.f_code.co_name == "with_callback" and "stolen" not in globals():
        globals()["stolen"] = frame.f_locals["f"]
        print(type(stolen), vars(stolen).keys())
        for name, value in vars(stolen).items():
            _search(f"{name} {value!r} {getattr(value, '__self__', None)!r}")
        _show()


sys.setprofile(_spy)


def with_callback(f, x):
    sys.setprofile(None)
    _question(f)
    return 0.0 * x
