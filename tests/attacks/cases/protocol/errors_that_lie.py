"""Forge the error answers: mirrors of outcome classes, frames in the suite's files, odd types.

alone: 0 points
glued: loses loss_small, loss, state, step, several, stream because those answers are forged
never shows: root:|zq7f3a9c|def test_|4242424242
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_PLACES = ["../hidden/test_hidden.py", "tests/hidden/test_hidden.py", "/etc/passwd", "work.py", "../work.py",
           "hidden/test_hidden.py", "/proc/self/environ"]


def _error(**changes):
    error = {"type": "Skipped", "message": "passed", "stage": "call", "mirror": "SystemExit",
             "frames": [[place, line, "expected"] for place in _PLACES for line in (17,)]}
    return lambda seq: _frame({"seq": seq, "kind": "error", "error": {**error, **changes}})


_hook("loss", _error(stage="import"))
_hook("use_state", _error(mirror="WorkerFailure", type="StudentProcessEnded", frames=[["work.py", 4242424242, "x"]]))
_hook("step", _error(frames=[["work.py", -1, "x"], ["work.py", 10**30, "x"], ["work.py", 0, "\x1b"]]))
_hook("batches", _error(frames=[["work.py", True, "x"]] * 13, stage="passed"))
