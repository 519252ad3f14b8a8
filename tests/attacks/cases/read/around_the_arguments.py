"""Read the memory around the arguments' buffers, and the bases that they are views of.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import ctypes
import sys

import numpy as np


def _neighbourhood(array):
    address, _ = array.__array_interface__["data"]
    with open("/proc/self/maps") as maps:
        for line in maps:
            start, end = (int(part, 16) for part in line.split()[0].split("-"))
            if start <= address < end and "rw" in line:
                low, high = max(start, address - (1 << 16)), min(end, address + (1 << 16))
                _search(ctypes.string_at(low, high - low))


def _spy(frame, event, argument):
    if event == "call" and frame.f_code.co_name in ("scale", "loss", "with_callback"):
        array = frame.f_locals.get("x")
        while isinstance(array, np.ndarray):
            _neighbourhood(array)
            if array.base is not None and not isinstance(array.base, np.ndarray):
                _search(bytes(array.base))
            array = array.base
        _show()


sys.setprofile(_spy)
