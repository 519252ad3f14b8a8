"""Write `autograder/sandbox/seccomp.json`: the system calls a student's process may make.

An allow-list, grouped by what the calls are for. It is the engine's default list
without what a grader's container has no use for: ptrace and everything that reads
another process, io_uring and old aio, sockets other than AF_UNIX, queues and shared
memory of System V and POSIX, memfd, splice, mknod, handles of files, and all that
needs a capability. What is not named here fails with EPERM.

    python scripts/seccomp_profile.py            write the file
    python scripts/seccomp_profile.py --check    exit 1 if the file is stale
"""

import json
import sys
from pathlib import Path
from typing import Any

PROFILE = Path(__file__).parents[1] / "autograder" / "sandbox" / "seccomp.json"

AF_UNIX = 1
ENOSYS = 38
NEW_NAMESPACES = 0x7E020000
"""CLONE_NEWNS | NEWCGROUP | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET."""

# The native architecture only: i386's `socketcall` and x32's numbers would pass by the filter.
ARCHITECTURES = ("SCMP_ARCH_X86_64", "SCMP_ARCH_AARCH64")

ALLOWED = {
    "files: open, read, write, close": """
        open openat openat2 creat close close_range read write readv writev pread64 pwrite64
        preadv pwritev preadv2 pwritev2 lseek dup dup2 dup3 fcntl ioctl flock fsync fdatasync
        ftruncate truncate fallocate fadvise64 readahead sendfile copy_file_range""",
    "files: names and attributes": """
        stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 chdir fchdir
        getcwd mkdir mkdirat rmdir rename renameat renameat2 link linkat unlink unlinkat symlink
        symlinkat readlink readlinkat getdents getdents64 chmod fchmod fchmodat fchmodat2 umask
        utime utimes utimensat futimesat getxattr lgetxattr fgetxattr listxattr llistxattr
        flistxattr""",
    "waiting for files": """
        select pselect6 poll ppoll epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait
        epoll_pwait2 eventfd eventfd2 pipe pipe2 inotify_init inotify_init1 inotify_add_watch
        inotify_rm_watch signalfd signalfd4""",
    "memory": """
        brk mmap munmap mremap mprotect madvise msync mincore mlock mlock2 munlock membarrier
        pkey_alloc pkey_free pkey_mprotect""",
    "processes and threads": """
        fork vfork execve execveat exit exit_group wait4 waitid waitpid getpid getppid gettid
        getpgid getpgrp getsid setpgid setsid set_tid_address set_robust_list get_robust_list
        futex futex_waitv rseq arch_prctl prctl pidfd_open restart_syscall""",
    "signals": """
        rt_sigaction rt_sigprocmask rt_sigpending rt_sigreturn rt_sigsuspend rt_sigtimedwait
        rt_sigqueueinfo rt_tgsigqueueinfo sigaltstack kill tkill tgkill pidfd_send_signal
        pause""",
    "time": """
        time gettimeofday clock_gettime clock_getres clock_nanosleep nanosleep times alarm
        getitimer setitimer timer_create timer_delete timer_getoverrun timer_gettime
        timer_settime timerfd_create timerfd_gettime timerfd_settime""",
    "who and where am I": """
        getuid geteuid getgid getegid getresuid getresgid getgroups capget uname sysinfo getcpu
        getrandom getrusage getrlimit setrlimit getpriority sched_yield sched_getaffinity
        sched_getattr sched_getparam sched_getscheduler sched_get_priority_max
        sched_get_priority_min sched_rr_get_interval""",
    "sockets that exist already": """
        bind connect listen accept accept4 getsockname getpeername getsockopt setsockopt sendto
        sendmsg sendmmsg recvfrom recvmsg recvmmsg shutdown""",
}

# Exactly this first argument, all 64 bits of it: the kernel cuts it to 32, the filter does not.
ALLOWED_IF_FIRST_ARGUMENT_IS = (
    ("socket", AF_UNIX, "no network family, no netlink, no vsock"),
    ("socketpair", AF_UNIX, "local pairs only"),
    ("prlimit64", 0, "a process may limit itself, never the zygote (pid 1)"),
    ("sched_setaffinity", 0, "a thread may pin itself, never the zygote"),
)


def profile() -> dict[str, Any]:
    """Return the profile in the engine's format."""
    return {
        "defaultAction": "SCMP_ACT_ERRNO",
        "archMap": [{"architecture": name, "subArchitectures": []} for name in ARCHITECTURES],
        "syscalls": [
            *(_allow(names.split(), comment) for comment, names in ALLOWED.items()),
            *(
                _allow([name], comment, _argument(value, "SCMP_CMP_EQ"))
                for name, value, comment in ALLOWED_IF_FIRST_ARGUMENT_IS
            ),
            _allow(["clone"], "no namespaces", _argument(NEW_NAMESPACES, "SCMP_CMP_MASKED_EQ")),
            {
                "names": ["clone3"],
                "action": "SCMP_ACT_ERRNO",
                "errnoRet": ENOSYS,
                "comment": "its flags are behind a pointer; ENOSYS makes the C library use clone",
            },
        ],
    }


def _allow(names: list[str], comment: str, *args: dict[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = {"names": sorted(names), "action": "SCMP_ACT_ALLOW"}
    if args:
        entry["args"] = list(args)
    return {**entry, "comment": comment}


def _argument(value: int, op: str) -> dict[str, Any]:
    return {"index": 0, "value": value, "valueTwo": 0, "op": op}


def main() -> int:
    """Write or check the file; return the exit code."""
    text = json.dumps(profile(), indent=1) + "\n"
    if "--check" not in sys.argv[1:]:
        PROFILE.write_text(text, encoding="utf-8")
        return 0
    if PROFILE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{PROFILE.name} is stale: run python scripts/seccomp_profile.py")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
