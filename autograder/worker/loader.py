"""`load = "once"`: a process that has loaded the student's files, and bears each test from it.

Zygote -> loader -> test. The loader has run student code: what it says is the student's
word, and isolation between tests is weaker than with a process that loads for each.
"""

import os
import signal
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Self

from .child import Birth, fork_into, live, prepare
from .loading import Modules
from .rlimits import apply
from .server import flush_output
from .start import enter
from .system import hide_memory, processes

ORDER = struct.Struct("<IQ")
"""Serial number of the test, seed."""
NEWS = struct.Struct("<II")
"""Serial number of the test, number of its process."""
NUMBER = struct.Struct("<I")
MOST_NEWS = 1000
SEEDS = 1 << 64


@dataclass(frozen=True, slots=True)
class Loader:
    """The loader, as the zygote sees it."""

    pid: int
    sock: socket.socket

    @classmethod
    def fork(cls, birth: Birth, printed: int) -> Self:
        """Start to load the files; what that prints goes to the first test's pipe."""
        ours, theirs = socket.socketpair()
        with theirs:
            pid = fork_into(lambda: _live(birth, theirs.fileno(), printed))
        ours.settimeout(0)
        return cls(pid, ours)

    def is_alive(self) -> bool:
        """True until it has ended; reaps it then."""
        try:
            return os.waitpid(self.pid, os.WNOHANG) == (0, 0)
        except ChildProcessError:
            return False

    def order(self, serial: int, seed: int, sock: int, printed: int) -> None:
        """Ask for a test process with these descriptors.

        A loader that has just ended takes no orders: its end is then the test's.
        """
        with suppress(OSError):
            socket.send_fds(self.sock, [ORDER.pack(serial, seed % SEEDS)], [sock, printed])

    def news(self, serial: int) -> int | None:
        """Return the number of the process born for test `serial`, None if it is not told yet."""
        with suppress(BlockingIOError, ConnectionError):
            for _ in range(MOST_NEWS):
                news = self.sock.recv(NEWS.size)
                if len(news) == NEWS.size and NEWS.unpack(news)[0] == serial:
                    return _child(NEWS.unpack(news)[1])
        return None


def _child(number: int) -> int | None:
    # A number that is not our child's could have us kill anybody.
    ours = {pid for pid, parent, _state in processes() if parent == os.getpid()}
    return number if number in ours else None


def _live(birth: Birth, control: int, printed: int) -> None:
    channel = prepare(control, printed)
    hide_memory()
    apply(birth.limits)
    enter(birth.folder, birth.seed)
    modules = Modules(birth.folder)
    modules.load_all()
    flush_output()
    with socket.socket(fileno=channel) as orders:
        while _obey(orders, birth, modules):
            pass


def _obey(orders: socket.socket, birth: Birth, modules: Modules) -> bool:
    """Bear one test process as ordered; False if nobody orders any more."""
    order, descriptors, _flags, _address = socket.recv_fds(orders, ORDER.size, 2)
    if not order:
        return False
    serial, seed = ORDER.unpack(order)
    wait, go = os.pipe()
    number = _bear(lambda: _begin_life(replace(birth, seed=seed), modules, descriptors, wait, go))
    orders.sendall(NEWS.pack(serial, number))
    _print_to_nobody()
    # Its number is known before it lives: nobody can miss its end.
    for descriptor in (go, wait, *descriptors):
        os.close(descriptor)
    return True


def _print_to_nobody() -> None:
    # What the loader's threads go on to print belongs to no test.
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    os.close(null)


def _bear(life: Callable[[], None]) -> int:
    """Fork twice, so that the process becomes the zygote's child; return its number."""
    told, tell = os.pipe()
    # Student code has run here: it may have asked for its dead children to be forgotten.
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    middle = fork_into(lambda: _tell(tell, fork_into(life)))
    os.waitpid(middle, 0)
    number = NUMBER.unpack(os.read(told, NUMBER.size))[0]
    os.close(told)
    os.close(tell)
    return int(number)


def _tell(tell: int, number: int) -> None:
    os.write(tell, NUMBER.pack(number))


def _begin_life(birth: Birth, modules: Modules, descriptors: list[int], wait: int, go: int) -> None:
    os.close(go)
    os.read(wait, 1)
    live(birth, *descriptors, modules=modules)
