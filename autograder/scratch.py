"""Temporary folders that die with their owner: what a killed grader left, the next one removes.

Each is locked as long as its owner lives, and the kernel forgets the locks of the dead. Knows the
temporary folder of this machine; refuses to know what is written there.
"""

import contextlib
import os
import shutil
import tempfile
import uuid
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: nothing is locked, so nothing of others is removed
    fcntl = None  # type: ignore[assignment]  # asked for before each use

PREFIX = "autograder-held-"
UNFINISHED = "autograder-new-"


class Scratch:
    """A private folder that is there until `remove`."""

    def __init__(self) -> None:
        """Make the folder, readable by this user alone. Raises OSError."""
        made = Path(tempfile.mkdtemp(prefix=UNFINISHED)).resolve()
        self._lock = _locked(made)
        self.path = made
        if self._lock is not None:
            # Renamed once it is locked: no sweep may meet it before, nor what cannot be locked.
            self.path = made.rename(made.with_name(f"{PREFIX}{uuid.uuid4().hex}"))

    def remove(self) -> None:
        """Remove the folder and all in it. Idempotent."""
        shutil.rmtree(self.path, ignore_errors=True)
        descriptor, self._lock = self._lock, None
        if descriptor is not None:
            os.close(descriptor)


def sweep_scratch() -> int:
    """Remove the folders whose owners have died; return how many."""
    if fcntl is None:
        return 0
    removed = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        descriptor = _locked(folder)
        if descriptor is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(descriptor)
            removed += 1
    return removed


def _locked(folder: Path) -> int | None:
    """Return a locked descriptor of `folder`; None if its owner lives, or it is another user's."""
    if fcntl is None:
        return None
    with contextlib.suppress(OSError):  # removed meanwhile, or not ours to open
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
        else:
            return descriptor
    return None
