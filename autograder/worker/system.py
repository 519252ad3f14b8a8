"""What only the operating system can do or say; where it cannot, nothing happens."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PR_SET_DUMPABLE = 4
PR_SET_CHILD_SUBREAPER = 36
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
"""Made once, before any fork: making it costs more than a call."""
OOM_COUNTERS = (
    Path("/sys/fs/cgroup/memory.events"),
    Path("/sys/fs/cgroup/memory/memory.oom_control"),
)


def hide_memory() -> bool:
    """Deny this process's memory, descriptors and environ to others of the same user."""
    return _prctl(PR_SET_DUMPABLE, 0)


def show_memory() -> bool:
    """Undo `hide_memory`, which a fork inherits: /proc/self belongs to root until then."""
    return _prctl(PR_SET_DUMPABLE, 1)


def adopt_orphans() -> bool:
    """Become the parent of every descendant whose own parent dies."""
    return _prctl(PR_SET_CHILD_SUBREAPER, 1)


def _prctl(option: int, value: int) -> bool:
    if LIBC is None:
        return False
    result: int = LIBC.prctl(
        option, ctypes.c_ulong(value), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0)
    )
    return result == 0


def volunteer_for_oom() -> None:
    """Make the out-of-memory killer prefer this process to the zygote."""
    with suppress(OSError):
        adjustment = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
        try:
            os.write(adjustment, b"1000")
        finally:
            os.close(adjustment)


def oom_kills() -> int:
    """Return how many processes of this cgroup were killed for want of memory so far."""
    for counter in OOM_COUNTERS:
        with suppress(OSError, ValueError), counter.open("rb") as file:
            fields = [line.split() for line in file]
            return sum(int(value) for name, value in fields if name == b"oom_kill")
    return 0


def virtual_bytes() -> int:
    """Return the size of this process's address space; a generous guess without /proc."""
    with suppress(OSError, ValueError):
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    return 1 << 30


def children_of(parent: int) -> list[int]:
    """Return the living processes whose parent is `parent`; empty without /proc."""
    lists = list(Path(f"/proc/{parent}/task").glob("*/children"))
    if lists:  # a kernel that keeps them spares us a look at every process of the machine
        return [int(pid) for path in lists for pid in path.read_text(encoding="ascii").split()]
    return [pid for pid, ppid, state in processes() if ppid == parent and state != "Z"]


def descendants_of(root: int) -> set[int]:
    """Return the living processes that descend from `root`; empty without /proc."""
    table = [(pid, parent) for pid, parent, state in processes() if state != "Z"]
    found = {root}
    while more := {pid for pid, parent in table if parent in found} - found:
        found |= more
    return found - {root}


def processes() -> Iterator[tuple[int, int, str]]:
    """Yield (pid, parent, state letter) of every process that /proc shows."""
    proc = Path("/proc")
    names = os.listdir(proc) if proc.is_dir() else []  # noqa: PTH208 - names are all that is read
    for name in names:
        if name.isdigit():
            with suppress(OSError, ValueError):
                # The command's name is in parentheses and may hold anything, ")" included.
                # Not as a Path, which would keep each process's number as a text for good.
                with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123 - see above
                    text = file.read().rpartition(b")")[2].split()
                yield int(name), int(text[1]), text[0].decode("ascii")
