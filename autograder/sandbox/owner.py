"""Who started a container, so that the leftovers of a dead grader can be told from a live one's.

Knows /proc and `ps`; refuses to know the engine.
"""

import os
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Owner:
    """One process, named so that no later process can be taken for it."""

    host: str
    boot: str
    pid_namespace: str
    """Process numbers mean nothing in another namespace, such as another container's."""
    pid: int
    started: str

    def label(self) -> str:
        """Return the text that `parse_owner` reads."""
        fields = (self.host, self.boot, self.pid_namespace, str(self.pid), self.started)
        return SEPARATOR.join(fields)

    def is_gone(self) -> bool:
        """True if the process has certainly ended; False if it lives or cannot be seen."""
        here = current_owner()
        if self.host != here.host:
            return False
        if self.boot != here.boot:
            return True
        if self.pid_namespace != here.pid_namespace:
            return False
        return _started(self.pid) != self.started


def current_owner() -> Owner:
    """Return the owner that this process is."""
    pid = os.getpid()
    return Owner(
        host=socket.gethostname(),
        boot=_read("/proc/sys/kernel/random/boot_id"),
        pid_namespace=_pid_namespace(),
        pid=pid,
        started=_started(pid),
    )


def parse_owner(label: str) -> Owner | None:
    """Return the owner that `label` names; None if it is not one of our labels."""
    fields = label.split(SEPARATOR)
    if len(fields) != 5 or not fields[3].isdigit():  # noqa: PLR2004 - the fields of Owner
        return None
    host, boot, namespace, pid, started = fields
    return Owner(host, boot, namespace, int(pid), started)


def _started(pid: int) -> str:
    """When process `pid` started, in the system's own words; empty if there is none."""
    if not Path("/proc/self/stat").exists():
        command = ["ps", "-o", "lstart=", "-p", str(pid)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - a fixed command and a number
    # The command's name, in parentheses, may hold spaces and parentheses itself.
    fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return fields[19] if fields else ""


def _pid_namespace() -> str:
    try:
        return str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return ""


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
