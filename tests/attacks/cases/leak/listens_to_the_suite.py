"""Print whatever arrives, time every question, and count what the suite does between them.

alone: 0 points
glued: 20 points
never prints: zq7f3a9c
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import sys
import time

_last = time.perf_counter()


def _listen(frame, event, argument):
    global _last
    if event == "call":
        now = time.perf_counter()
        names = frame.f_code.co_name
        if names in ("read", "_answer", "decode", "_perform", "scale", "loss", "with_callback", "step"):
            shown = {name: repr(value)[:500] for name, value in frame.f_locals.items() if type(value) in (dict, str, bytes, list)}
            header = getattr(frame.f_locals.get("frame"), "header", None)
            print(names, f"{now - _last:.4f}", shown, header)
        _last = now


sys.setprofile(_listen)
