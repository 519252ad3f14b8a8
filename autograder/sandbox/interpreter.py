"""Start the worker as a process of this machine, and end it with all its descendants."""

import functools
import importlib.util
import math
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO

from autograder.model import BoxSpec, Fate
from autograder.scratch import Scratch
from autograder.wire import SocketStream
from autograder.worker.system import descendants_of, processes

from .pipes import PipeStream
from .worker_files import worker_files

MARK = "AUTOGRADER_WORK"
LIBRARY = "library"
POLITE_SECONDS = 1.0
ROUNDS = 1000
PAUSE_SECONDS = 0.001
LAST_WORDS = 300
THREADS = (
    *("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
    "VECLIB_MAXIMUM_THREADS",
)

Started = tuple[subprocess.Popen[bytes], socket.socket | None]


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A started worker process, its private folder, and our end of its channel."""

    process: subprocess.Popen[bytes]
    scratch: Scratch
    words: IO[bytes]
    """What the worker itself writes to standard error."""
    sock: socket.socket | None
    """None where the channel is a pair of pipes."""

    def stream(self) -> SocketStream | PipeStream:
        """Return the channel as a stream; call once."""
        if self.sock is not None:
            return SocketStream(self.sock)
        if self.process.stdin is None or self.process.stdout is None:
            msg = "a worker without a socket has pipes"
            raise AssertionError(msg)
        return PipeStream(self.process.stdout, self.process.stdin)

    @property
    def home(self) -> Path:
        """The worker's private folder."""
        return self.scratch.path

    def is_alive(self) -> bool:
        """True until the process has ended."""
        return self.process.poll() is None


def start(spec: BoxSpec, *, plain: bool, threads: int = 1) -> Interpreter:
    """Start a worker that has not yet seen a file. Raises OSError."""
    scratch = Scratch()
    home = scratch.path
    words = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the worker is stopped
    try:
        _write_library(home / LIBRARY)
        command = _command(spec, plain=plain)
        environ = _environment(home, threads)
        process, sock = (_with_pipes if plain else _with_socket)(command, home, environ, words)
    except BaseException:
        words.close()
        scratch.remove()
        raise
    return Interpreter(process, scratch, words, sock)


def stop(interpreter: Interpreter) -> Fate:
    """End the worker, whose channel is shut already, and everything in it; say how it ended."""
    process = interpreter.process
    code: int | None = None
    with suppress(subprocess.TimeoutExpired):
        # The zygote ends its processes and itself as soon as nobody listens any more.
        code = process.wait(POLITE_SECONDS)
    _kill_stragglers(interpreter)
    if process.poll() is None:
        process.kill()
        process.wait()
    interpreter.scratch.remove()
    with interpreter.words as words:
        return _fate(code, _tail(words))


def _write_library(library: Path) -> None:
    """Copy our worker to where nothing else of ours or of the user can be imported from."""
    for name, content in library_files():
        path = library / "autograder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@functools.cache
def library_files() -> tuple[tuple[PurePath, bytes], ...]:
    """Return the worker's files, each with its path below `autograder/`; read once."""
    return tuple((PurePath(name), content) for name, content in worker_files().items())


def _command(spec: BoxSpec, *, plain: bool) -> list[str]:
    limits = spec.limits
    # Twice, because threads count too; the clock that matters is on the trusted side.
    seconds = 2 * math.ceil(limits.import_seconds + limits.test_seconds)
    command = [sys.executable, "-s", "-P", "-B", "-u", "-m", "autograder.worker"]
    command += ["--memory-mb", str(limits.memory_mb), "--cpu-seconds", str(seconds)]
    command += ["--preload", "numpy", *_torch(spec)]
    return [*command, "--plain"] if plain else command


def _torch(spec: BoxSpec) -> list[str]:
    # Where the assignment's image has no torch, two seconds of importing it are saved.
    return [] if spec.image == "numpy" or importlib.util.find_spec("torch") is None else ["torch"]


def _with_pipes(
    command: list[str], home: Path, environ: dict[str, str], words: IO[bytes]
) -> Started:
    return _popen(command, home, environ, channel=subprocess.PIPE, words=words), None


def _with_socket(
    command: list[str], home: Path, environ: dict[str, str], words: IO[bytes]
) -> Started:
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            return _popen(command, home, environ, channel=theirs.fileno(), words=words), ours
        except OSError:
            ours.close()
            raise


def _popen(
    command: list[str], home: Path, environ: dict[str, str], *, channel: int, words: IO[bytes]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own worker, as a list
        command,
        stdin=channel,
        stdout=channel,
        stderr=words,
        cwd=home,
        env=environ,
        bufsize=0,
        start_new_session=os.name == "posix",
    )


def _environment(home: Path, threads: int) -> dict[str, str]:
    inherited = ("SYSTEMROOT", "PATH") if os.name == "nt" else ()
    return {
        **{name: os.environ[name] for name in inherited if name in os.environ},
        **dict.fromkeys(THREADS, str(threads)),
        **({"PATH": os.defpath} if os.name == "posix" else {}),
        **_fonts(),
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(home / LIBRARY),
        "PYTHONUTF8": "1",
        "HOME": str(home),
        MARK: str(home),
    }


def _fonts() -> dict[str, str]:
    """Point the worker to the user's list of fonts, of which it takes a copy."""
    with suppress(RuntimeError):  # there may be no home
        for folder in (Path.home() / ".cache" / "matplotlib", Path.home() / ".matplotlib"):
            if any(folder.glob("fontlist-*.json")):
                return {"MPLCONFIGDIR": str(folder)}
    return {}


def _kill_stragglers(interpreter: Interpreter) -> None:
    """Kill whatever carries the worker's mark or descends from it, wherever it went."""
    own = {interpreter.process.pid}
    doomed: set[int] = set()
    for _round in range(ROUNDS):
        doomed |= (descendants_of(interpreter.process.pid) | _marked(interpreter.home)) - own
        # A dying process has lost its mark, but is not gone yet.
        left = doomed & {pid for pid, _parent, state in processes() if state not in "ZX"}
        if not left:
            return
        for pid in left:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(PAUSE_SECONDS)


def _marked(home: Path) -> set[int]:
    mark = f"{MARK}={home}".encode()
    return {pid for pid, _parent, state in processes() if state != "Z" and _carries(pid, mark)}


def _carries(pid: int, mark: bytes) -> bool:
    # A path would put each number into Python's table of interned strings.
    with suppress(OSError), open(f"/proc/{pid}/environ", "rb") as file:  # noqa: PTH123 - see above
        return mark in file.read().split(b"\0")
    return False


def _tail(words: IO[bytes]) -> str:
    words.seek(0)
    return words.read().decode("utf-8", "replace").strip()[-LAST_WORDS:]


def _fate(code: int | None, words: str) -> Fate:
    if not code:
        return Fate(reason="stopped by the grader")
    how = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
    return Fate(reason=f"the process {how}{': ' if words else ''}{words}", exit_code=code)
