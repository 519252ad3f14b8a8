"""Look into every descriptor without taking anything away, and ask for more over the socket.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import array
import fcntl
import socket
import stat
import termios

for _fd in range(64 * 8):
    try:
        _mode = os.fstat(_fd).st_mode
    except OSError:
        continue
    print("descriptor", _fd, oct(_mode), fcntl.fcntl(_fd, fcntl.F_GETFL))
    if stat.S_ISSOCK(_mode):
        _sock = socket.socket(fileno=os.dup(_fd))
        try:
            _data, _rights, _flags, _peer = _sock.recvmsg(1 << 16, 4096, socket.MSG_PEEK | socket.MSG_DONTWAIT)
            _search(_data)
            print("peer", _peer, "passed", len(_rights), "descriptors")
        except OSError as _error:
            print("nothing waits:", _error)
        try:
            print("the other end is process", array.array("i", _sock.getsockopt(1, 17, 12)))
        except OSError:
            pass
        _sock.close()
    elif stat.S_ISFIFO(_mode) or stat.S_ISCHR(_mode):
        try:
            _size = array.array("i", [0])
            fcntl.ioctl(_fd, termios.FIONREAD, _size)
            print("waiting there", _size[0])
        except OSError:
            pass
for _fd in range(3):
    _read(f"/proc/1/fd/{_fd}")
    _read(f"/proc/{os.getppid()}/fd/{_fd + 10}")
_show()
