"""Limits that a student's process sets upon itself, where the system has them."""

from contextlib import suppress
from dataclasses import dataclass

from .system import virtual_bytes

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MIB = 1 << 20
OPEN_FILES = 512


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """What one student process may use; 0 means that the container limits it already."""

    memory_mb: int = 0
    cpu_seconds: int = 0
    disk_mb: int = 0


def apply(limits: ProcessLimits) -> None:
    """Lower this process's limits; descendants inherit them. Never raises one."""
    if resource is None:
        return
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, OPEN_FILES)
    if limits.memory_mb:
        # What the interpreter and its libraries have mapped is not the student's.
        _lower(resource.RLIMIT_AS, virtual_bytes() + limits.memory_mb * MIB)
    if limits.cpu_seconds:
        _lower(resource.RLIMIT_CPU, limits.cpu_seconds)
    if limits.disk_mb:
        _lower(resource.RLIMIT_FSIZE, limits.disk_mb * MIB)


def _lower(kind: int, value: int) -> None:
    _soft, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    with suppress(ValueError, OSError):  # macOS knows RLIMIT_AS but refuses it
        resource.setrlimit(kind, (value, value))
