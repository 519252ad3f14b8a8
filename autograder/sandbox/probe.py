"""Runs INSIDE a container, as its first process, to prove each limit. Standard library only.

Sent as source text by `proofs`, never imported on the trusted side. Prints one JSON
object a line: name, ok, and what was found. Arguments: memory_mb, processes, disk_mb.
"""

import ctypes
import errno
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

MIB = 1 << 20
SCRATCH = Path("/tmp")  # noqa: S108 - the container's one writable folder
INODES = 8192
FILE_SIZE_MB = 64
OPEN_FILES = 512
FILTERED = "2"
IO_URING_SETUP = 425  # the same number on x86_64 and aarch64
PTRACE_TRACEME = 0
CLONE_NEWUSER = 0x10000000
FAMILIES = {"inet": 2, "inet6": 10, "netlink": 16, "packet": 17, "alg": 38, "vsock": 40}
OUR_MOUNTS = ("/proc", "/dev", "/sys", "/tmp", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf")  # noqa: S108 - names inside the container

Result = tuple[bool, str]

MEMORY_MB, PROCESSES, DISK_MB = (int(argument) for argument in sys.argv[1:4])
libc = ctypes.CDLL(None, use_errno=True)


def in_child(work: Callable[[], object]) -> int:
    """Run `work` in a forked process; return its wait status: 0 if it came to its end."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        except OSError as error:
            os._exit(error.errno or 1)
        os._exit(0)
    return os.waitpid(pid, 0)[1]


def memory() -> Result:
    """Take twice the limit; the first process must survive the killer."""

    def eat() -> None:
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
        eaten = bytearray(2 * MEMORY_MB * MIB)
        eaten[::4096] = b"x" * len(eaten[::4096])

    status = in_child(eat)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return killed, f"{2 * MEMORY_MB} MB of {MEMORY_MB} MB taken: wait status {status}"


def processes() -> Result:
    """Fork until refused."""
    children: list[int] = []
    try:
        while len(children) <= PROCESSES:
            pid = os.fork()
            if pid == 0:
                signal.pause()
            children.append(pid)
    except BlockingIOError:
        pass
    for pid in children:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return len(children) < PROCESSES, f"{len(children)} children, {PROCESSES} processes allowed"


def disk() -> Result:
    """Write until the folder is full."""
    path, written = SCRATCH / "full", 0
    try:
        with path.open("wb", buffering=0) as file:
            while written <= DISK_MB:
                written += file.write(b"x" * MIB) // MIB
    except OSError:
        pass
    path.unlink()
    return written <= DISK_MB, f"{written} MB written, {DISK_MB} MB allowed"


def inodes() -> Result:
    """Create empty files until refused."""
    folder, count = SCRATCH / "many", 0
    folder.mkdir()
    try:
        while count <= INODES:
            (folder / str(count)).touch()
            count += 1
    except OSError:
        pass
    shutil.rmtree(folder)
    return count <= INODES, f"{count} files, {INODES} allowed"


def file_size() -> Result:
    """Make one file too long."""
    with (SCRATCH / "long").open("wb") as file:
        length = (FILE_SIZE_MB + 1) * MIB
        what = f"a file of {length} bytes"
        return refused(lambda: os.ftruncate(file.fileno(), length), what, errno.EFBIG)


def open_files() -> Result:
    """Open files until refused."""
    opened: list[int] = []
    try:
        while len(opened) <= OPEN_FILES:
            opened.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        pass
    for descriptor in opened:
        os.close(descriptor)
    return len(opened) < OPEN_FILES, f"{len(opened)} files open, {OPEN_FILES} allowed"


def network() -> Result:
    """Ask for a socket of every family that leads out, and one that does not."""
    open_families = [name for name, number in FAMILIES.items() if can_open(number)]
    if open_families:
        return False, f"sockets of {', '.join(open_families)} can be opened"
    left, right = socket.socketpair()
    left.sendall(b"x")
    return right.recv(1) == b"x", "AF_UNIX works, no other family opens"


def can_open(family: int) -> bool:
    """True unless the kernel refuses by permission."""
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
        try:
            socket.socket(family, kind).close()
        except PermissionError:
            continue
        except OSError:
            return True  # asked further than the filter: it is not our filter that refused
        return True
    return False


def refused(action: Callable[[], object], what: str, number: int = errno.EPERM) -> Result:
    """Expect `action` to fail with this error: another one would be somebody else's refusal."""
    try:
        action()
    except OSError as error:
        return error.errno == number, f"{what}: {error.strerror}"
    return False, f"{what}: not refused"


def called(name: str, *arguments: int) -> Callable[[], None]:
    """Return a function that calls the C library and raises what it answers."""

    def call() -> None:
        if getattr(libc, name)(*arguments) == -1:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    return call


def ptrace() -> Result:
    """Ask to be traced, in a child."""
    status = in_child(called("ptrace", PTRACE_TRACEME, 0, 0, 0))
    return status != 0, f"PTRACE_TRACEME: exit status {os.waitstatus_to_exitcode(status)}"


def zygote_limits() -> Result:
    """Change the limits of the first process from another one."""
    status = in_child(lambda: resource.prlimit(1, resource.RLIMIT_NOFILE, (3, 3)))
    return status != 0, f"prlimit on pid 1: exit status {os.waitstatus_to_exitcode(status)}"


def status_field(name: str) -> str:
    """Return one field of /proc/self/status."""
    lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    return fields.get(name, "").strip()


def capabilities() -> Result:
    """Look at all five sets."""
    sets = {name: status_field(name) for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")}
    return all(int(value or "1", 16) == 0 for value in sets.values()), str(sets)


def read_only() -> Result:
    """Look at the root's own flag: a refusal by ownership would prove less."""
    is_read_only = bool(os.statvfs("/").f_flag & os.ST_RDONLY)
    return is_read_only, "read-only" if is_read_only else "the root can be written"


def user() -> Result:
    """Look for root in any of the user's numbers."""
    numbers = {*os.getresuid(), *os.getresgid(), *os.getgroups()}
    return 0 not in numbers, f"uid {os.getuid()}, gid {os.getgid()}, groups {os.getgroups()}"


def mounts() -> Result:
    """Look for a mount that is neither the system's nor ours."""
    lines = Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines()
    points = [line.split()[4] for line in lines]
    strange = [p for p in points if p != "/" and not p.startswith(OUR_MOUNTS)]
    return not strange, f"strange mounts: {strange}" if strange else f"{len(points)} mounts, ours"


def no_exec() -> Result:
    """Start a program from the scratch folder."""
    program = SCRATCH / "program"
    shutil.copyfile(sys.executable, program)
    program.chmod(0o755)
    try:
        return refused(
            lambda: subprocess.run([str(program), "-c", ""], check=False),  # noqa: S603 - a copy of this interpreter
            "a program in the scratch folder",
            errno.EACCES,
        )
    finally:
        program.unlink()


PROOFS: dict[str, Callable[[], Result]] = {
    "first process": lambda: (os.getpid() == 1, f"pid {os.getpid()}"),
    "user": user,
    "capabilities": capabilities,
    "no new privileges": lambda: (status_field("NoNewPrivs") == "1", status_field("NoNewPrivs")),
    "system call filter": lambda: (status_field("Seccomp") == FILTERED, status_field("Seccomp")),
    "read-only root": read_only,
    "mounts": mounts,
    "no programs in scratch": no_exec,
    "network": network,
    "io_uring": lambda: refused(called("syscall", IO_URING_SETUP, 1, 0), "io_uring_setup"),
    "namespaces": lambda: refused(called("unshare", CLONE_NEWUSER), "unshare"),
    "ptrace": ptrace,
    "limits of the first process": zygote_limits,
    "open files": open_files,
    "file size": file_size,
    "disk": disk,
    "files": inodes,
    "processes": processes,
    "memory": memory,
}

if __name__ == "__main__":
    for title, proof in PROOFS.items():
        try:
            holds, found = proof()
        except Exception as error:  # noqa: BLE001 - the process edge: one broken proof must not hide the next
            holds, found = False, f"the proof itself failed: {error!r}"
        print(json.dumps({"name": title, "ok": holds, "found": found}), flush=True)  # noqa: T201 - its output is its result
