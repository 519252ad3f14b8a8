"""Locks that all graders of this machine share. A dead holder's lock is free; no file stays.

Knows file locks; refuses to know what they protect.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import SandboxError

try:
    import fcntl
except ImportError:  # Windows, where the process sandbox of this package works
    fcntl = None  # type: ignore[assignment]  # asked for before each use

HAS_LOCKS = fcntl is not None
PREFIX, SUFFIX = "autograder-", ".lock"
SYSTEM_FOLDER = Path("/run/lock")


class FileLock:
    """A held lock; `release` lets go of it."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let go and remove the file. Idempotent."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None or fcntl is None:
            return
        # Another user's file in a sticky folder stays; the lock is what counts.
        with contextlib.suppress(PermissionError):
            self._path.unlink(missing_ok=True)
        # Said aloud: a forked child that shares the descriptor must not keep the lock.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def try_lock(name: str, folder: Path | None = None, *, wait: bool = False) -> FileLock | None:
    """Take the lock `name`; None if somebody else holds it and we do not wait.

    Raises:
        SandboxError: `folder` cannot be written, or this system has no such locks.
    """
    if fcntl is None:
        msg = "containers are started from Linux or macOS; on Windows, from within WSL"
        raise SandboxError(msg)
    path = (folder or lock_folder()) / f"{PREFIX}{name}{SUFFIX}"
    while True:
        descriptor = _lock(path, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        if descriptor is None:
            return None
        if _is_still_there(path, descriptor):
            return FileLock(path, descriptor)
        os.close(descriptor)  # its holder removed the file between our open and our lock


def is_held(name: str, folder: Path) -> bool:
    """True if somebody holds the lock `name` now; writes nothing in `folder`."""
    if fcntl is None or not (folder / f"{PREFIX}{name}{SUFFIX}").exists():
        return False
    lock = try_lock(name, folder)
    if lock is not None:
        lock.release()
    return lock is None


@contextlib.contextmanager
def one_at_a_time(name: str, folder: Path | None = None) -> Iterator[None]:
    """Run the block while no other process of this machine runs a block of the same name."""
    lock = try_lock(name, folder, wait=True)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def remove_stale_locks(folder: Path | None = None) -> None:
    """Remove the files that graders left when they were killed; held locks stay."""
    folder = folder or lock_folder()
    for path in sorted(folder.glob(f"{PREFIX}*{SUFFIX}")):
        with contextlib.suppress(SandboxError):  # another user's: not ours to remove
            lock = try_lock(path.name.removeprefix(PREFIX).removesuffix(SUFFIX), folder)
            if lock is not None:
                lock.release()


def lock_folder() -> Path:
    """Return where the locks of this machine are."""
    if os.access(SYSTEM_FOLDER, os.W_OK):
        return SYSTEM_FOLDER
    return Path(tempfile.gettempdir())


def _lock(path: Path, how: int) -> int | None:
    """Return a locked descriptor of `path`, or None if somebody else holds it."""
    try:
        descriptor = _open(path)
    except OSError as error:
        msg = f"cannot lock {str(path)!r}: {error.strerror}; make its folder writable"
        raise SandboxError(msg) from error
    try:
        fcntl.flock(descriptor, how)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _open(path: Path) -> int:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        # Without O_CREAT first: in a sticky folder the kernel refuses it on another's file.
        return os.open(path, flags)
    except FileNotFoundError:
        return os.open(path, flags | os.O_CREAT, 0o644)


def _is_still_there(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(follow_symlinks=False), os.fstat(descriptor))
    except FileNotFoundError:
        return False
