"""The options of one container: every limit of the wall, in one place. Starts nothing."""

import functools
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from autograder.errors import SpecError
from autograder.model import Limits

WORKER_ROOT = "/opt/autograder"
PACKAGES_ROOT = "/opt/packages"
FONTS_ROOT = "/opt/matplotlib"
SCRATCH = "/tmp"  # noqa: S108 - inside the container: its one writable folder
MIB = 1 << 20

WORKER_COMMAND = ("python3", "-s", "-P", "-B", "-u", "-m", "autograder.worker")
"""Not `-I`, which would ignore PYTHONHASHSEED and PYTHONPATH."""

# Raising one's own score needs no right, lowering it does. At 900 the students' processes
# can go to 1000, so that the killer of the container's group takes them before the zygote.
OOM_SCORE = 900

# No nproc: it counts one user's processes over all containers; pids_limit does that job.
# msgqueue 0: files in /dev/mqueue would survive the sweep between two tests.
ULIMITS = {"core": 0, "nofile": 512, "fsize": 64 * MIB, "stack": 8 * MIB, "msgqueue": 0}

ENVIRONMENT = {
    "HOME": SCRATCH,
    "LANG": "C.UTF-8",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "Agg",
    "MPLCONFIGDIR": FONTS_ROOT,
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONPATH": f"{WORKER_ROOT}:{PACKAGES_ROOT}",
    "PYTHONUTF8": "1",
    "TMPDIR": SCRATCH,
}


@dataclass(frozen=True, slots=True)
class Box:
    """What makes two waiting containers interchangeable."""

    digest: str
    memory_mb: int
    processes: int
    disk_mb: int


def box_of(digest: str, limits: Limits) -> Box:
    """Return the box that `limits` ask for.

    Raises:
        SpecError: the disk, which is memory, would leave too little of it for code.
    """
    if limits.disk_mb > limits.memory_mb // 2:
        msg = (
            f"disk_mb = {limits.disk_mb} leaves too little of memory_mb = {limits.memory_mb}: "
            f"the disk is kept in memory; set disk_mb to {limits.memory_mb // 4} or less"
        )
        raise SpecError(msg)
    return Box(digest, limits.memory_mb, limits.processes, limits.disk_mb)


def host_options(box: Box, *, runtime: str | None = None) -> dict[str, Any]:
    """Return the limits of one container, as the SDK's host configuration takes them."""
    memory = f"{box.memory_mb}m"
    return {
        "network_mode": "none",
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true", f"seccomp={seccomp_profile()}"],
        "read_only": True,
        "init": False,  # the zygote is PID 1: nobody can stop, trace or outlive it
        "pids_limit": box.processes,
        "mem_limit": memory,
        "memswap_limit": memory,
        "nano_cpus": 10**9,
        "ipc_mode": "private",  # "none" has no /dev/shm, hence no multiprocessing locks
        "shm_size": "64m",
        "tmpfs": {SCRATCH: _scratch_options(box.disk_mb)},
        "ulimits": [{"Name": n, "Soft": v, "Hard": v} for n, v in ULIMITS.items()],
        # The default driver would write the whole channel to the host's disk.
        "log_config": {"Type": "none", "Config": {}},
        "oom_score_adj": OOM_SCORE,
        "auto_remove": False,  # its fate is read before it is removed
        "runtime": runtime,
    }


def container_options(
    box: Box,
    *,
    uid: int,
    labels: dict[str, str],
    command: tuple[str, ...] = WORKER_COMMAND,
) -> dict[str, Any]:
    """Return the other options of one container, as the SDK takes them."""
    return {
        "image": box.digest,
        "entrypoint": [],
        "command": list(command),
        "hostname": "sandbox",
        "user": f"{uid}:{uid}",
        "working_dir": SCRATCH,
        "environment": ENVIRONMENT,
        "network_disabled": True,
        "stdin_open": True,
        "tty": False,
        "healthcheck": {"test": ["NONE"]},
        "labels": labels,
        "use_config_proxy": False,  # the host's proxy addresses are none of its business
    }


@functools.cache
def seccomp_profile() -> str:
    """Return our system call filter as the engine takes it (see scripts/seccomp_profile.py)."""
    return (files("autograder.sandbox") / "seccomp.json").read_text(encoding="utf-8")


def _scratch_options(disk_mb: int) -> str:
    return f"rw,noexec,nosuid,nodev,size={disk_mb}m,nr_inodes=8192,mode=1777"
