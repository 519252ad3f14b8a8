"""End every process of the student. Knows nothing of frames."""

import os
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from .system import children_of, descendants_of

SWEEP_SECONDS = 5.0
PAUSE_SECONDS = 0.0005
CHUNK = 1 << 16


def sweep_container(wake: int) -> bool:
    """As the first process: end all others. True if none is left.

    `wake` becomes readable when a child has died: the next look then comes at once.
    """
    return _until_childless(_kill_everyone, wake)


def sweep_children(group: int | None, wake: int) -> bool:
    """As an ordinary process: end process group `group` and every orphan adopted from it."""

    def kill() -> None:
        if group is not None:
            _kill_group(group)
        for pid in children_of(os.getpid()):
            _kill(pid)

    return _until_childless(kill, wake)


def sweep_all_but(spared: int) -> bool:
    """End every descendant except `spared`. True if none is left."""
    deadline = time.monotonic() + SWEEP_SECONDS
    while time.monotonic() < deadline:
        left = descendants_of(os.getpid()) - {spared}
        if not left:
            _reap_all()
            return True
        for pid in left:
            _kill(pid)
        time.sleep(PAUSE_SECONDS)
        _reap_all()
    return False


def _until_childless(kill: Callable[[], None], wake: int) -> bool:
    deadline = time.monotonic() + SWEEP_SECONDS
    while time.monotonic() < deadline:
        # Again before each wait: a killed parent's children have just become ours.
        kill()
        if _reap_all():
            return True
        _pause(wake)
    return False


def _pause(wake: int) -> None:
    if select.select([wake], [], [], PAUSE_SECONDS)[0]:
        swallow(wake)


def swallow(wake: int) -> None:
    """Empty the pipe that tells of deaths."""
    with suppress(BlockingIOError):
        os.read(wake, CHUNK)


def _reap_all() -> bool:
    """Collect the dead; True if no child is left, dead or alive."""
    while True:
        try:
            pid, _status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return True
        if not pid:
            return False


def _kill_everyone() -> None:
    _kill(-1)


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


def _kill_group(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
