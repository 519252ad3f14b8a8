"""Leave marks wherever one can write, and look whether an earlier test or student left any.

alone: 0 points
glued: 20 points
never prints: an earlier mark
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import glob
import mmap
import socket
import sys

_MARK = "mark-of-an-attack"
_folders = ["/tmp", ".", "..", "/dev/shm", "/var/tmp", "/dev/mqueue", "/run/lock", "/var/lock", "/home",
            os.path.expanduser("~"), os.environ.get("MPLCONFIGDIR", "/tmp"), *sys.path, "/sys/fs/cgroup"]
for _folder in dict.fromkeys(map(os.path.realpath, filter(None, _folders))):
    if glob.glob(f"{_folder}/{_MARK}*"):
        print("an earlier mark in", _folder)
    try:
        with open(f"{_folder}/{_MARK}", "w") as _stream:
            _stream.write(_MARK)
        os.mkdir(f"{_folder}/{_MARK}-folder")
    except OSError:
        pass
for _number in range(4):
    _sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        _sock.connect(f"\0{_MARK}-{_number}")
        print("an earlier mark listens")
    except OSError:
        pass
    _sock.close()
if not os.fork():
    os.setsid()
    _sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    _sock.bind(f"\0{_MARK}-0")
    _sock.listen()
    while True:
        _sock.accept()
import numpy
import random

for _module in (numpy, random, os, sys):
    if hasattr(_module, "left_by_an_attack"):
        print("an earlier mark in", _module)
    _module.left_by_an_attack = True
if _MARK in os.environ:
    print("an earlier mark in the environment")
os.environ[_MARK] = _MARK
os.umask(0)
if not os.path.exists(__file__):
    print("an earlier mark: the file is gone")
with open(__file__, "a") as _stream:
    _stream.write("\nprint('an earlier mark in the file itself')\n")
