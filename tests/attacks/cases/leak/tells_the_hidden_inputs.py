"""Carry the hidden inputs into the student's report: as text, names, exceptions, line numbers.

alone: 1 points
glued: 20 points
never shows: HIDDENINPUT|314159|zq7f3a9c
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import sys


def _tell(x):
    name = f"HIDDENINPUT_{abs(float(x.sum())):.6f}".replace(".", "_")
    print(name)
    sys.stderr.write(name)
    # The line of the deepest frame is shown: lines that the file does not have would carry bits.
    source = "\n" * 314158 + f"def {name}(x):\n raise type('{name}', (Exception,), {{}})('{name}')\n"
    space = {}
    exec(compile(source, __file__, "exec"), space)
    space[name](x)


def scale(x, factor):
    if x.size == 3:
        return x * factor
    _tell(x)


def loss(x):
    if x.size > 2:
        _tell(x)


def with_callback(f, x):
    try:
        f("HIDDENINPUT")
    except Exception as error:
        raise type("HIDDENINPUT", (type(error),), {})("HIDDENINPUT") from error


def batches(x, size):
    return type("HIDDENINPUT", (), {})()


def step(params, grads):
    return {"HIDDENINPUT": 1.0, **{f"HIDDENINPUT{name}": value for name, value in params.items()}}
