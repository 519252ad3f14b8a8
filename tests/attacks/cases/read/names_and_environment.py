"""Print everything by which a container might tell the course, the host or a student.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import getpass
import platform
import socket
import sys
import sysconfig

for _path in (
    *("/etc/hostname", "/etc/hosts", "/etc/resolv.conf", "/etc/machine-id", "/etc/passwd"),
    *("/proc/self/mountinfo", "/proc/self/cgroup", "/proc/1/cgroup", "/proc/cmdline"),
    *("/proc/version", "/.dockerenv", "/run/secrets", "/proc/self/environ", "/proc/mounts"),
):
    print(_path, _read(_path)[:3000])
print(dict(os.environ), sys.argv, sys.path, sys.flags, sys.executable)
print(platform.uname(), socket.gethostname(), os.getuid(), os.getcwd(), os.listdir("."))
try:
    print(getpass.getuser(), os.getlogin())
except (OSError, KeyError, ImportError) as _error:
    print(_error)
print(sysconfig.get_paths(), os.listdir("/"), os.listdir("/tmp"), os.listdir("/opt"))
_show()
