"""A user number for each container, unlike any other that lives on this machine.

Kernel limits count by user, so two containers of two graders must not share one.
A slot is a file lock: it frees itself when its grader dies. Knows no containers.
"""

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from autograder.errors import SandboxError

if sys.platform != "win32":  # the process sandbox of this package works there
    import fcntl

FIRST_UID = 64000
SLOTS = 1000
PREFIX, SUFFIX = "autograder-slot-", ".lock"
SYSTEM_LOCK_FOLDER = Path("/run/lock")


class Slot:
    """One taken user number; `release` gives it back."""

    def __init__(self, uid: int, path: Path, descriptor: int) -> None:
        self.uid = uid
        self._path = path
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Give the number back and remove the lock's file. Idempotent."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        # Another user's file in a sticky folder stays; the lock is what counts.
        with contextlib.suppress(PermissionError):
            self._path.unlink(missing_ok=True)
        # Said aloud: a forked child that shares the descriptor must not keep the lock.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def take_slot(folder: Path | None = None) -> Slot:
    """Take the first free user number of this machine.

    Raises:
        SandboxError: all are taken, or `folder` cannot be written.
    """
    if sys.platform == "win32":
        msg = "containers are started from Linux or macOS; on Windows, from within WSL"
        raise SandboxError(msg)
    folder = folder or _lock_folder()
    for number in range(SLOTS):
        path = folder / f"{PREFIX}{number}{SUFFIX}"
        descriptor = _lock(path)
        if descriptor is not None:
            return Slot(FIRST_UID + number, path, descriptor)
    msg = f"all {SLOTS} container slots of this machine are taken (locks in {str(folder)!r})"
    raise SandboxError(msg)


def remove_stale_locks(folder: Path | None = None) -> None:
    """Remove the lock files that graders left when they were killed; held ones stay."""
    for path in sorted((folder or _lock_folder()).glob(f"{PREFIX}*{SUFFIX}")):
        with contextlib.suppress(SandboxError):  # another user's: not ours to remove
            descriptor = _lock(path)
            if descriptor is not None:
                Slot(0, path, descriptor).release()


def _lock_folder() -> Path:
    if os.access(SYSTEM_LOCK_FOLDER, os.W_OK):
        return SYSTEM_LOCK_FOLDER
    return Path(tempfile.gettempdir())


def _lock(path: Path) -> int | None:
    """Return a locked descriptor of `path`, or None if somebody else holds it."""
    try:
        descriptor = _open(path)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError as error:
        msg = f"cannot lock {str(path)!r}: {error.strerror}; make its folder writable"
        raise SandboxError(msg) from error
    if _is_still_there(path, descriptor):
        return descriptor
    os.close(descriptor)  # its holder removed the file between our open and our lock
    return _lock(path)


def _open(path: Path) -> int:
    try:
        # Without O_CREAT first: in a sticky folder the kernel refuses it on another's file.
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_CREAT
        return os.open(path, flags, 0o644)


def _is_still_there(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(follow_symlinks=False), os.fstat(descriptor))
    except FileNotFoundError:
        return False
