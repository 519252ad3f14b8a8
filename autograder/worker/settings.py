"""How this worker was started, and what the trusted side asked of it."""

import sys
from dataclasses import dataclass
from typing import Any

from autograder.wire import DEFAULT_LIMITS, WireLimits

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """The "options" of a load request."""

    output_kb: int = 64
    frame_mb: int = 256
    disk_mb: int = 0
    once: bool = False
    """Fork tests from a process that has loaded the student's files."""

    @classmethod
    def of(cls, header: dict[str, Any]) -> "LoadOptions":
        """Return the options of a load request's header."""
        given = header.get("options", {})
        numbers = {key: given[key] for key in ("output_kb", "frame_mb", "disk_mb") if key in given}
        # Elsewhere a process cannot adopt its grandchildren: each test loads for itself.
        once = given.get("load") == "once" and sys.platform == "linux"
        return cls(**numbers, once=once)

    def wire_limits(self) -> WireLimits:
        """Return the limits of an inner frame."""
        return WireLimits(body_bytes=min(self.frame_mb * MIB, DEFAULT_LIMITS.body_bytes))
