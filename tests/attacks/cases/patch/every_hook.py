"""Take over excepthook, unraisablehook, displayhook, exitfunc, warnings, signals and gc.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import atexit
import faulthandler
import gc
import signal
import sys
import threading
import warnings


def _leave(*_args, **_kwargs):
    os._exit(0)


sys.excepthook = sys.displayhook = sys.unraisablehook = threading.excepthook = _leave
atexit.register(_leave)
warnings.showwarning = warnings.formatwarning = _leave
warnings.simplefilter("error")
gc.callbacks.append(lambda phase, info: None)
faulthandler.enable(file=sys.__stderr__)
for _number in range(1, 65):
    try:
        signal.signal(_number, lambda *_args: None)
    except (OSError, ValueError):
        pass
sys.setrecursionlimit(10**6)
sys.setswitchinterval(1e-6)
sys.stdout = sys.stderr = sys.stdin = None
