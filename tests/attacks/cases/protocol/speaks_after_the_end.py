"""Leave a process behind that keeps the channel open and answers after the test has ended.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import signal

if not os.fork():
    os.setsid()
    if os.fork():
        os._exit(0)
    for _number in range(1, 65):
        try:
            signal.signal(_number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    _sock = socket.socket(fileno=_channel())
    _sock.setblocking(True)
    while True:
        try:
            # Only once the other process has gone is there nobody else to answer.
            if os.getppid() == 1 and not os.path.exists(f"/proc/{os.getpgid(0)}"):
                _send(_value(1, 12.5))
        except OSError:
            os._exit(0)
        time.sleep(0.001)
