"""One grader a folder: two at once would each take the other's half-written results for its own."""

import atexit
import time
from pathlib import Path

from autograder.errors import SandboxError, SpecError
from autograder.sandbox.locks import HAS_LOCKS, FileLock, is_held, try_lock

LOCK = "grade"
_PAUSE_SECONDS = 0.05


def work_alone_in(out: Path, *, wait_seconds: float = 0) -> None:
    """Make the folder `out` and hold it until this process ends.

    Until then, and not only until a command is done: after an interrupt, threads
    may still write what they had finished. Another one is waited for up to `wait_seconds`.

    Raises:
        SpecError: `out` is no folder.
        SandboxError: another grader works there, or it cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        msg = f"{str(out)!r} is not a folder, or lies in a file; name another one with -o"
        raise SpecError(msg) from error
    if not HAS_LOCKS:  # Windows, where graders work in WSL
        return
    lock = _lock(out, time.monotonic() + wait_seconds)
    if lock is None:
        raise SandboxError(_taken(out))
    atexit.register(lock.release)


def refuse_taken(out: Path) -> None:
    """Say at once, before a class is read, what `work_alone_in` would say after it.

    Raises:
        SandboxError: another grader works in `out`.
    """
    if is_held(LOCK, out):
        raise SandboxError(_taken(out))


def _taken(out: Path) -> str:
    return (
        f"another grader is at work in {str(out)!r}; wait until it is done and run the same "
        "command again, or name another folder with -o"
    )


def _lock(out: Path, deadline: float) -> FileLock | None:
    while True:
        lock = try_lock(LOCK, out)
        if lock is not None or time.monotonic() >= deadline:
            return lock
        time.sleep(_PAUSE_SECONDS)
