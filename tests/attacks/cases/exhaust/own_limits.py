"""Lower and raise every limit and priority there is, of this process and of process 1.

alone: 0 points
glued: 20 points
never prints: raised|of process 1
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import resource

for _kind in range(16):
    for _pid in (1, os.getppid()):
        try:
            resource.prlimit(_pid, _kind, (0, 0))
            print("changed a limit of process 1")
        except (ValueError, OSError, AttributeError):
            pass
    try:
        resource.setrlimit(_kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (ValueError, OSError):
        pass
try:
    os.nice(-10)
    print("raised its priority")
except OSError:
    pass
for _path in ("/proc/self/oom_score_adj", "/proc/1/oom_score_adj"):
    try:
        with open(_path, "w") as _stream:
            _stream.write("-1000")
        print("raised its worth")
    except OSError:
        pass
for _path in ("/proc/1/oom_score_adj", "/proc/1/oom_adj"):
    try:
        with open(_path, "w") as _stream:
            _stream.write("1000")
        print("lowered the worth of process 1")
    except OSError:
        pass
