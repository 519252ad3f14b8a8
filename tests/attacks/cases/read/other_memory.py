"""Attach to other processes: ptrace, process_vm_readv, kcmp, pidfd_getfd, a core dump.

alone: 0 points
glued: 20 points
never prints: worked
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import ctypes
import resource
import signal

_libc = ctypes.CDLL(None, use_errno=True)
_buffer = ctypes.create_string_buffer(4096)
_targets = [1, os.getppid(), os.getpid()]


def _try(name, number, *arguments):
    result = _libc.syscall(ctypes.c_long(number), *map(ctypes.c_void_p, arguments))
    if result >= 0:
        print(name, "worked")


class _Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


_here = _Vector(ctypes.addressof(_buffer), 4096)
_there = _Vector(0x400000, 4096)
if os.uname().machine == "x86_64":
    for _pid in _targets[:2]:
        _try("attach", 101, 16, _pid, 0, 0)
        _try("seize", 101, 0x4206, _pid, 0, 0)
        _try("read", 310, _pid, ctypes.addressof(_here), 1, ctypes.addressof(_there), 1, 0)
        _try("write", 311, _pid, ctypes.addressof(_here), 1, ctypes.addressof(_there), 1, 0)
        _try("compare", 312, _pid, os.getpid(), 0, 1, 1)
    _pidfd = _libc.syscall(434, 1, 0)
    if _pidfd >= 0:
        _try("descriptor of another", 438, _pidfd, 10, 0)
try:
    resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20))
    print("a core dump worked")
except (ValueError, OSError):
    pass
for _pid in (1, os.getppid()):
    for _number in (signal.SIGABRT, signal.SIGQUIT):
        try:
            os.kill(_pid, _number)
        except OSError:
            pass
