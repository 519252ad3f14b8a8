"""Raise exceptions asynchronously, by signal and from other threads, in the midst of the worker.

alone: 0 points
glued: any points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import ctypes
import signal
import threading
import time

_main = threading.main_thread().ident


def _interrupt(*_args):
    raise SystemExit(0)


def _pester():
    for kind in (KeyboardInterrupt, SystemExit, StopIteration, GeneratorExit) * 20:
        time.sleep(0.002)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(_main), ctypes.py_object(kind))


signal.signal(signal.SIGALRM, _interrupt)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.003)
threading.Thread(target=_pester, daemon=True).start()
