"""The student's files, compiled once ahead: each test then only loads their bytecode.

Compiling runs nothing of the student, but it may hang, crash or eat memory. So it is done
in a process of its own, and what that leaves is read by student processes only.
"""

import importlib.util
import os
import py_compile
import select
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from .child import fork_into
from .rlimits import ProcessLimits, apply
from .sweep import swallow

COMPILE_SECONDS = 5.0
LARGEST = 16 << 20
HASHED = py_compile.PycInvalidationMode.CHECKED_HASH
"""A file that a test rewrites is compiled anew."""


def compiled(
    folder: Path, names: Iterable[str], limits: ProcessLimits, wake: int
) -> dict[str, bytes]:
    """Return the bytecode files of `names` in `folder`; one that does not compile has none.

    `wake` becomes readable when a child has died.
    """
    sources = [folder / name for name in names if name.endswith(".py")]
    pid = fork_into(lambda: _compile(sources, limits))
    _end(pid, wake, time.monotonic() + COMPILE_SECONDS)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in map(_bytecode, sources)
        if path.is_file() and path.stat().st_size <= LARGEST
    }


def _end(pid: int, wake: int, deadline: float) -> None:
    """Wait for child `pid`, and kill it at the deadline."""
    # Another's death, such as that of a library's helper, may have been told before.
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([wake], [], [], left)[0]:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return
        swallow(wake)


def _compile(sources: list[Path], limits: ProcessLimits) -> None:
    apply(limits)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(null, descriptor)
    for path in sources:
        # Whatever is wrong with a file is told by the test that loads it.
        with suppress(Exception):
            py_compile.compile(str(path), quiet=2, invalidation_mode=HASHED)


def _bytecode(source: Path) -> Path:
    return Path(importlib.util.cache_from_source(source))
