"""What a command costs on the whole machine: wall and CPU seconds, peak memory."""

import os
import platform
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Cost:
    """Wall and CPU seconds and the largest rise of used memory, in MB, of a measured block."""

    wall: float = 0.0
    cpu: float = 0.0
    memory_mb: float = 0.0
    _lowest: float = field(default=float("inf"), repr=False)


@contextmanager
def measured():
    """Measure the block; containers count too, since the whole machine is read."""
    cost, stop = Cost(), threading.Event()
    free = available_mb()
    watcher = threading.Thread(target=_watch, args=(cost, stop))
    watcher.start()
    wall, cpu = time.monotonic(), cpu_seconds()
    try:
        yield cost
    finally:
        cost.wall, cost.cpu = time.monotonic() - wall, cpu_seconds() - cpu
        stop.set()
        watcher.join()
        cost.memory_mb = max(0.0, free - cost._lowest)


def cpu_seconds() -> float:
    """Return the CPU seconds that this machine has spent outside idle since it started."""
    numbers = [int(text) for text in Path("/proc/stat").read_text().split("\n")[0].split()[1:]]
    idle, waiting = numbers[3], numbers[4]
    return (sum(numbers[:8]) - idle - waiting) / TICK


def available_mb() -> float:
    """Return the memory that a new process could get, in MB."""
    for line in Path("/proc/meminfo").read_text().split("\n"):
        if line.startswith("MemAvailable"):
            return int(line.split()[1]) / 1024
    return 0.0


def machine() -> str:
    """Say in a line what machine this is."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def _watch(cost, stop):
    while not stop.wait(0.05):
        cost._lowest = min(cost._lowest, available_mb())
