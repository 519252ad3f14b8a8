"""Look for doors: setuid programs, devices, kernel settings, cgroup release agents, /proc/1/root.

alone: 0 points
glued: 20 points
never prints: there is a door
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import glob
import stat

for _path in ("/proc/sys/kernel/core_pattern", "/proc/sys/vm/panic_on_oom", "/proc/sysrq-trigger", "/proc/sys/kernel/hostname",
              "/sys/fs/cgroup/release_agent", "/sys/kernel/uevent_helper", "/proc/sys/fs/binfmt_misc/register",
              *glob.glob("/sys/fs/cgroup/*/release_agent"), *glob.glob("/sys/fs/cgroup/*/cgroup.procs"), "/etc/passwd",
              "/etc/ld.so.preload", "/usr/lib/x", "/opt/autograder/x", "/opt/packages/x"):
    try:
        with open(_path, "r+" if os.path.exists(_path) else "w"):
            print("there is a door:", _path)
    except OSError:
        pass
for _name in os.listdir("/dev"):
    _mode = os.lstat(f"/dev/{_name}").st_mode
    if stat.S_ISBLK(_mode) or (_name in ("mem", "kmsg", "fuse", "kvm", "loop-control") and os.access(f"/dev/{_name}", os.R_OK)):
        print("there is a door: /dev/" + _name)
for _path in ("/proc/1/root/etc/hostname", "/proc/1/cwd/", "/proc/1/ns/mnt", "/proc/kcore", "/proc/1/environ"):
    try:
        os.listdir(_path) if _path.endswith("/") else os.close(os.open(_path, os.O_RDONLY))
        print("there is a door:", _path)
    except OSError:
        pass
_path = "/tmp/program"
with open(_path, "w") as _stream:
    _stream.write("#!/bin/sh\necho there is a door: programs run from /tmp\n")
os.chmod(_path, 0o6755)
try:
    os.posix_spawn(_path, [_path], {})
except OSError:
    pass
with open("/proc/self/status") as _status:
    for _line in _status:
        if _line.startswith("Cap") and int(_line.split()[1], 16):
            print("there is a door:", _line)
        if _line.startswith("NoNewPrivs") and _line.split()[1] != "1":
            print("there is a door:", _line)
        if _line.startswith("Seccomp:") and _line.split()[1] != "2":
            print("there is a door:", _line)
