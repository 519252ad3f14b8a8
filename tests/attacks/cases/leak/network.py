"""Open sockets of every family, kind and protocol, and connect to whoever may answer.

alone: 0 points
glued: 20 points
never prints: opened|reached
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import socket

for _family in range(64):
    for _kind in (1, 2, 3, 4, 5, 10):
        if _family == socket.AF_UNIX:
            continue
        try:
            with socket.socket(_family, _kind) as _sock:
                print("opened a socket of family", _family, "and kind", _kind)
        except OSError:
            pass
for _address in (("127.0.0.1", 2375), ("172.17.0.1", 22), ("169.254.169.254", 80), ("1.1.1.1", 53)):
    try:
        socket.create_connection(_address, timeout=0.2).close()
        print("reached", _address)
    except OSError:
        pass
try:
    print("reached", socket.getaddrinfo("localhost", 80), os.listdir("/sys/class/net"))
except OSError:
    pass
for _path in ("/var/run/docker.sock", "/run/docker.sock", "/run/containerd/containerd.sock", "/run/dbus/system_bus_socket"):
    with socket.socket(socket.AF_UNIX) as _sock:
        try:
            _sock.connect(_path)
            print("reached", _path)
        except OSError:
            pass
