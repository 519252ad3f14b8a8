"""The first steps of a forked student process, before any code of the student."""

import fcntl
import os
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.wire import Buffer, Frame, WireLimits, read_frame

from .loading import Modules
from .outer import read_exactly, reader_of, write_all
from .rlimits import ProcessLimits, apply
from .server import Server
from .start import enter, open_standard_streams
from .system import show_memory, volunteer_for_oom

HIGH = 100
HIGHEST = 256
"""No descriptor of the zygote is higher: it closed what it was born with."""
BROKEN = 70


@dataclass(frozen=True, slots=True)
class Birth:
    """What a student process is started with."""

    folder: Path
    seed: int
    wire: WireLimits
    limits: ProcessLimits


class DescriptorChannel:
    """The student process's end of its socket."""

    def __init__(self, descriptor: int, limits: WireLimits) -> None:
        self._descriptor = descriptor
        self._reader = reader_of(descriptor)
        self._limits = limits

    def read(self) -> Frame:
        """Return the next frame. Raises EOFError or OSError."""
        return read_frame(lambda count: read_exactly(self._reader, count), self._limits)

    def write(self, data: Buffer) -> None:
        """Send one packed frame. Raises OSError."""
        write_all(self._descriptor, data)


def fork_student(birth: Birth, sock: int, printed: int) -> int:
    """Fork; the child serves on descriptor `sock`, prints to `printed`, and never returns."""
    return fork_into(lambda: live(birth, sock, printed))


def fork_into(life: Callable[[], None]) -> int:
    """Fork; the child leads this `life` and ends. Returns the child's number."""
    pid = os.fork()
    if pid:
        return pid
    code = BROKEN
    try:
        life()
        code = 0
    except BaseException:  # noqa: BLE001 - the edge of the process
        traceback.print_exc()
    finally:
        # Never up into the zygote's own frames.
        os._exit(code)


def live(birth: Birth, sock: int, printed: int, *, modules: Modules | None = None) -> None:
    """Be a student process until the zygote closes the channel."""
    channel = DescriptorChannel(prepare(sock, printed), birth.wire)
    if modules is None:
        apply(birth.limits)  # else its parent has
        modules = Modules(birth.folder)
    enter(birth.folder, birth.seed)
    with suppress(EOFError, OSError):
        Server(channel, modules, birth.folder, birth.wire).serve()


def prepare(sock: int, printed: int) -> int:
    """Keep `sock` (moved up; its new number is returned) and `printed`, close all else."""
    show_memory()
    volunteer_for_oom()
    os.setsid()
    restore_signals()
    with open(os.devnull, "rb") as null:  # noqa: PTH123 - a descriptor is all that is wanted
        os.dup2(null.fileno(), 0)
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    open_standard_streams()
    # Not inherited by programs that the student starts.
    channel = fcntl.fcntl(sock, fcntl.F_DUPFD_CLOEXEC, HIGH)
    os.closerange(3, channel)
    os.closerange(channel + 1, HIGHEST)
    return channel


def restore_signals() -> None:
    """Undo what the zygote arranged, so that student code meets a usual interpreter."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
