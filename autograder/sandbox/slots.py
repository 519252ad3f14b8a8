"""A user number for each container, unlike any other that lives on this machine.

Kernel limits count by user, so two containers of two graders must not share one.
A slot is a lock: it frees itself when its grader dies. Knows no containers.
"""

from pathlib import Path

from autograder.errors import SandboxError

from .locks import FileLock, lock_folder, try_lock

FIRST_UID = 64000
SLOTS = 1000


class Slot:
    """One taken user number; `release` gives it back."""

    def __init__(self, uid: int, lock: FileLock) -> None:
        self.uid = uid
        self._lock = lock

    def release(self) -> None:
        """Give the number back. Idempotent."""
        self._lock.release()


def take_slot(folder: Path | None = None) -> Slot:
    """Take the first free user number of this machine.

    Raises:
        SandboxError: all are taken, or `folder` cannot be written.
    """
    folder = folder or lock_folder()
    for number in range(SLOTS):
        lock = try_lock(f"slot-{number}", folder)
        if lock is not None:
            return Slot(FIRST_UID + number, lock)
    msg = f"all {SLOTS} container slots of this machine are taken (locks in {str(folder)!r})"
    raise SandboxError(msg)
