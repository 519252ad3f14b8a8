"""Walk the whole file system for tests, references, keys and other students' work.

alone: 0 points
glued: 20 points
never prints: assignment\.toml|reference/wall|tests/hidden|\.autograder/secret|grade\.json
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import time

_until = time.monotonic() + 0.5
_skipped = ("/proc", "/sys", "/dev", "/usr/share", "/usr/lib", "/opt/packages", "/var/lib/dpkg")
for _folder, _folders, _files in os.walk("/"):
    if _folder.startswith(_skipped) or time.monotonic() > _until:
        _folders.clear()
        continue
    for _name in _files:
        _path = os.path.join(_folder, _name)
        if any(word in _path for word in ("assignment", "hidden", "reference", "secret", "grade.")):
            print("there is", _path)
        if _path != os.path.abspath(__file__):
            _read(_path, 1 << 16)
for _path in ("/proc/mounts", "/proc/net/unix", "/proc/keys", "/proc/kmsg", "/proc/kcore", "/dev/mem"):
    _read(_path, 1 << 16)
_show()
