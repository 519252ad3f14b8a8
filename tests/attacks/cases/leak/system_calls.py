"""Ask the kernel for what a filter must refuse: io_uring, namespaces, mounts, keys, bpf, modules.

alone: 0 points
glued: 20 points
never prints: was allowed
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import ctypes

_libc = ctypes.CDLL(None, use_errno=True)
_CALLS = {
    "io_uring_setup": (425, 4, 0), "userfaultfd": (323, 0), "perf_event_open": (298, 0, 0, -1, -1, 0),
    "bpf": (321, 0, 0, 0), "add_key": (248, b"user", b"k", b"v", 1, -2), "keyctl": (250, 0, -3, 1),
    "unshare of users": (272, 0x10000000), "unshare of mounts": (272, 0x00020000), "setns": (308, 0, 0),
    "mount": (165, b"none", b"/tmp", b"tmpfs", 0, 0), "chroot": (161, b"/tmp"), "pivot_root": (155, b"/", b"/"),
    "init_module": (175, 0, 0, b""), "kexec_load": (246, 0, 0, 0, 0), "reboot": (169, 0xFEE1DEAD, 672274793, 0, 0),
    "settimeofday": (164, b"\0" * 16, 0), "sethostname": (170, b"x", 1), "swapon": (167, b"/tmp/x", 0),
    "memfd_create": (319, b"x", 0), "name_to_handle_at": (303, -100, b"/", 0, 0, 0), "ptrace": (101, 0, 0, 0, 0),
    "shmget": (29, 0, 4096, 0o1666), "msgget": (68, 0, 0o1666), "semget": (64, 0, 1, 0o1666),
    "mq_open": (240, b"x", 0o102, 0o666, 0), "fanotify_init": (300, 0, 0), "open_tree": (428, -100, b"/", 1),
    "mknod of a device": (133, b"/tmp/device", 0o60666, 0x801), "iopl": (172, 3), "acct": (163, b"/tmp/x"),
    "setuid": (105, 0), "process_madvise": (440, 0, 0, 0, 0, 0), "quotactl": (179, 0, 0, 0, 0),
    "clone with a namespace": (56, 0x10000000 | 17, 0, 0, 0, 0),
}
if os.uname().machine == "x86_64":
    for _name, (_number, *_arguments) in _CALLS.items():
        _pid = os.getpid()
        if _libc.syscall(ctypes.c_long(_number), *[ctypes.c_void_p(a) if type(a) is int else a for a in _arguments]) >= 0:
            if os.getpid() != _pid:
                os._exit(0)
            print(_name, "was allowed", flush=True)
