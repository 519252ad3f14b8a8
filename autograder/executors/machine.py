"""How many submissions fit on this machine at once, by its cores and its memory."""

import os
from dataclasses import dataclass
from pathlib import Path

OWN_MB = 150
"""What a submission takes on the trusted side: its test process, and its share of the grader."""
A_CORE = 2
"""A submission often waits for its container, so two share a core."""
CGROUP = Path("/sys/fs/cgroup")
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Places:
    """How many submissions at once, and why not more."""

    count: int
    reason: str = ""
    """In words, where memory and not cores decided."""


def places(memory_mb: int, *, cores: int | None = None, free_mb: int | None = None) -> Places:
    """Return how many submissions of `memory_mb` each fit; always one at least.

    Args:
        memory_mb: what the student's side of one submission may use.
        cores: those of this process if None.
        free_mb: what this machine has left if None.
    """
    by_cores = A_CORE * (cores or usable_cores())
    free = free_megabytes() if free_mb is None else free_mb
    by_memory = by_cores if free is None else free // (memory_mb + OWN_MB)
    if by_memory >= by_cores:
        return Places(by_cores)
    count = max(1, by_memory)
    each = f"{memory_mb} MB of the assignment and {OWN_MB} MB of ours"
    return Places(count, f"{count} at once: {free} MB of memory are free, each may take {each}")


def usable_cores() -> int:
    """Return the cores on which this process may run: a batch system may grant a few only."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def free_megabytes(meminfo: Path = Path("/proc/meminfo"), cgroup: Path = CGROUP) -> int | None:
    """Return the memory that new processes can get; None if this system does not tell.

    The limit of a container or of a batch job counts where there is one.
    """
    known = [free for free in (_available(meminfo), _left_of_limit(cgroup)) if free is not None]
    return min(known, default=None)


def _available(meminfo: Path) -> int | None:
    try:
        lines = meminfo.read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    found = [line.split()[1] for line in lines if line.startswith("MemAvailable:")]
    return int(found[0]) // 1024 if found else None


def _left_of_limit(cgroup: Path) -> int | None:
    pairs = (
        ("memory.max", "memory.current"),
        ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"),
    )
    for limit, used in pairs:
        try:
            most, now = (int((cgroup / name).read_text(encoding="utf-8")) for name in (limit, used))
        except (OSError, ValueError):  # not of this kind, or "max"
            continue
        return max(0, most - now) // MIB
    return None
