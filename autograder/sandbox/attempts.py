"""Submitted by the conformance suite as a student's file; runs in a sandbox only.

Each function tries one thing that a guarantee speaks of and returns what it saw.
"""

import os
import signal
import socket
import sys
import time
from pathlib import Path

MIB = 1 << 20
FAMILIES = {"inet": 2, "inet6": 10, "netlink": 16, "packet": 17, "vsock": 40}
calls = 0


def add(left: float, right: float) -> float:
    """Return the sum: the plainest call."""
    return left + right


def same(value: object) -> object:
    """Return what came."""
    return value


def count() -> int:
    """Return how often this process was asked: state that must not outlive a test."""
    global calls  # noqa: PLW0603 - what is tested
    calls += 1
    return calls


def say(text: str) -> None:
    """Print."""
    print(text)  # noqa: T201 - what is tested


def flood() -> None:
    """Print without end."""
    line = "x" * 65536
    while True:
        print(line)  # noqa: T201 - what is tested


def hang() -> None:
    """Never return."""
    while True:
        time.sleep(60)


def leave(code: int) -> None:
    """End the process without a word."""
    os._exit(code)


def take_memory(size_mb: int) -> int:
    """Take memory and use it."""
    taken = bytearray(size_mb * MIB)
    taken[::4096] = b"x" * len(taken[::4096])
    return len(taken) // MIB


def fork_until_refused(most: int) -> int:
    """Return how many children could be started, `most` at the most."""
    children: list[int] = []
    try:
        while len(children) < most:
            pid = os.fork()
            if pid == 0:
                signal.pause()
            children.append(pid)
    except OSError:
        pass
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    return len(children)


def fill_disk(most_mb: int) -> int:
    """Return how many MB could be written to the working folder, `most_mb` at the most."""
    written = 0
    try:
        for number in range(most_mb):
            with Path(f"filler-{number}").open("wb", buffering=0) as file:
                written += file.write(b"x" * MIB) // MIB
    except OSError:
        pass
    return written


def open_families() -> list[str]:
    """Return the socket families that lead out and can be opened."""
    return [name for name, number in FAMILIES.items() if _opens(number)]


def _opens(family: int) -> bool:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
        try:
            socket.socket(family, kind).close()
        except OSError:
            continue
        return True
    return False


def can_read(path: str) -> bool:
    """Return whether a file of the host can be read."""
    try:
        Path(path).read_bytes()
    except OSError:
        return False
    return True


def writable_places() -> list[str]:
    """Return places outside the working folder that can be written."""
    places = ["/", "/etc", "/usr", "/var/tmp", "/opt", sys.prefix, str(Path(os.__file__).parent)]  # noqa: S108 - what is tested
    return [place for place in places if _can_write(Path(place) / "written-by-a-student")]


def _can_write(path: Path) -> bool:
    try:
        path.write_bytes(b"x")
    except OSError:
        return False
    path.unlink()
    return True


def leave_daemon() -> int:
    """Start a process that has left the session and its parent; return its number."""
    read, write = os.pipe()
    if os.fork() == 0:
        os.setsid()
        pid = os.fork()
        if pid == 0:
            hang()
        os.write(write, str(pid).encode())
        os._exit(0)
    os.wait()
    return int(os.read(read, 32))


def exists(pid: int) -> bool:
    """Return whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def attack_zygote() -> list[str]:
    """Try all that one process can do to its parent; return what was not refused."""
    parent = os.getppid()
    places = ("mem", "environ", "maps", "fd/0", "fd/1")
    opened = [place for place in places if can_read(f"/proc/{parent}/{place}")]
    for number in (signal.SIGSTOP, signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGUSR1):
        os.kill(parent, number)
    return opened
