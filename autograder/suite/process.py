"""Test processes as the supervisor sees them: forked by a warm parent, heard, ended."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

from autograder.errors import SandboxError
from autograder.model import CheckResult, ExpectedCheck
from autograder.scratch import Scratch
from autograder.wire import Buffer, Frame

from .broker import Workers
from .control import Control
from .job import Job, Listener
from .link import LOAD_SECONDS

START_SECONDS = 120.0
COLLECT_SECONDS = 120.0
GRACE_SECONDS = 10.0
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH")
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
PIECE = 1 << 26
LAST_WORDS = 2_000


class Warm:
    """The warm parent, started at the first use, started again if it is lost."""

    def __init__(self, preload: Sequence[str]) -> None:
        self._preload = preload
        self._lock = threading.Lock()
        self._stack = contextlib.ExitStack()
        self._control: Control | None = None
        self._caches: list[Scratch] = []
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._is_closed = True
            self._stop()
            # A test process that outlived a killed parent may have written once more.
            for cache in self._caches:
                cache.remove()

    def fork(self, shelf: Path | None = None) -> "SuiteProcess":
        """Return a new test process. Raises SandboxError if there cannot be one.

        Should this process be killed, the warm parent removes `shelf`, which holds solutions.
        """
        ours, theirs = socket.socketpair()
        with contextlib.ExitStack() as undo:
            undo.callback(ours.close)
            with theirs:
                pid = self._forked(theirs.fileno(), shelf)
            undo.pop_all()
        return SuiteProcess(self, pid, Control(ours))

    def end(self, pid: int) -> None:
        """Kill the test process `pid` and what it has started."""
        with self._lock, contextlib.suppress(SandboxError):
            if self._control is not None:
                self._asked({"op": "end", "pid": pid})

    def _forked(self, descriptor: int, shelf: Path | None) -> int:
        with self._lock:
            if self._control is None:
                self._start(shelf)
            return int(self._asked({"op": "fork"}, descriptor).header["pid"])

    def _asked(self, header: dict[str, Any], descriptor: int | None = None) -> Frame:
        try:
            self._control.send(header, descriptor=descriptor)  # type: ignore[union-attr]  # started
            return self._control.receive(START_SECONDS)[0]  # type: ignore[union-attr]  # started
        except (EOFError, TimeoutError) as error:
            self._stop()
            msg = "the parent of the test processes was lost; the next run starts another"
            raise SandboxError(msg) from error

    def _start(self, shelf: Path | None) -> None:
        if self._is_closed:
            msg = "the suite runner is closed; run within its `with` block"
            raise SandboxError(msg)
        stack = self._stack
        cache = Scratch()
        self._caches.append(cache)
        stack.callback(cache.remove)
        ours, theirs = socket.socketpair()
        with theirs:
            child = _spawn(theirs.fileno(), str(cache.path), shelf, self._preload)
        stack.callback(_finish, child)
        self._control = Control(ours)
        stack.callback(self._control.close)
        try:
            self._control.receive(START_SECONDS)
        except (EOFError, TimeoutError) as error:
            self._stop()
            msg = f"the parent of the test processes did not start; preloaded: {self._preload}"
            raise SandboxError(msg) from error

    def _stop(self) -> None:
        if self._control is not None:
            with contextlib.suppress(EOFError):
                self._control.send({"op": "leave"})
        self._control = None
        self._stack.close()


def _spawn(
    descriptor: int, cache: str, shelf: Path | None, preload: Sequence[str]
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "autograder.suite.warm", str(descriptor), cache]
    command.append("" if shelf is None else str(shelf))
    environ = {name: os.environ[name] for name in KEPT if name in os.environ}
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [*command, *preload],
        pass_fds=[descriptor],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=cache,
        # What a killed test process leaves behind goes with the runner's folder.
        env={**environ, **ONE_THREAD, "TMPDIR": cache},
        # An interrupt is for the supervisor, which then ends the others in order.
        start_new_session=True,
    )


def _finish(child: subprocess.Popen[bytes]) -> None:
    """Wait for the warm parent, which ends when its socket has."""
    try:
        child.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


@dataclass(frozen=True, slots=True)
class Halt:
    """Why a test process stopped before it was done."""

    words: str


class SuiteProcess:
    """One forked test process; a context manager that ends it."""

    def __init__(self, warm: Warm, pid: int, control: Control) -> None:
        self._warm = warm
        self._pid = pid
        self._control = control

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._control.close()
        self._warm.end(self._pid)

    def run(self, job: Job, workers: Workers, listener: Listener) -> Halt | None:
        """Run `job` in the process; return None when it is done, or why it stopped before."""
        dialogue = _Dialogue(self._control, job, workers, listener)
        try:
            self._control.send({"op": "job"}, _pieces(job.model_dump_json().encode()))
            frame = self._next(dialogue)
            while frame is not None and dialogue.answer(frame):
                frame = self._next(dialogue)
        except EOFError:
            return Halt("the test process ended by itself on the grader's side")
        if frame is None:
            return Halt("the test itself did not end: it was stopped on the grader's side")
        return None

    def _next(self, dialogue: "_Dialogue") -> Frame | None:
        try:
            return self._control.receive(dialogue.patience())[0]
        except TimeoutError:
            return None


class _Dialogue:
    """Answers one test process's events, and knows how long to wait for the next one."""

    def __init__(self, control: Control, job: Job, workers: Workers, listener: Listener) -> None:
        self._control = control
        self._limits = job.assignment.limits
        self._workers = workers
        self._listener = listener
        self._checks: list[ExpectedCheck] = []
        self._deadline = time.monotonic() + COLLECT_SECONDS

    def patience(self) -> float:
        """Return how many seconds the next event may take."""
        return max(0.001, self._deadline - time.monotonic())

    def answer(self, frame: Frame) -> bool:
        """Answer one event; False after the last."""
        event = frame.header["event"]
        if event == "done":
            return False
        self._ANSWERS[event](self, frame)
        return True

    def _claim(self, frame: Frame) -> None:
        start = time.monotonic()
        try:
            worker = self._workers.claim(frame.header["image"])
            detached = worker.detach()
        except SandboxError as error:
            self._control.send({"problem": str(error)[:LAST_WORDS]})
        else:
            self._lend(detached, worker.image.model_dump_json().encode())
        # The sandbox's time is not the test's.
        self._deadline += time.monotonic() - start + LOAD_SECONDS

    def _lend(self, detached: tuple[int, str] | None, record: bytes) -> None:
        if detached is None:
            problem = "this sandbox's workers stay in their process; run the suite without fork"
            self._control.send({"problem": problem})
            return
        descriptor, framing = detached
        try:
            self._control.send({"framing": framing}, [record], descriptor)
        finally:
            os.close(descriptor)

    def _discard(self, frame: Frame) -> None:
        start = time.monotonic()
        fate = self._workers.discard(frame.header["image"])
        self._control.send({}, [fate.model_dump_json().encode()])
        self._deadline += time.monotonic() - start

    def _collected(self, frame: Frame) -> None:
        texts = map(bytes, frame.buffers)
        self._checks += [ExpectedCheck.model_validate_json(text) for text in texts]
        if frame.header["last"]:
            self._listener.collected(tuple(self._checks))

    def _refused(self, frame: Frame) -> None:
        self._listener.refused(tuple(bytes(text).decode() for text in frame.buffers))

    def _loaded(self, frame: Frame) -> None:
        self._listener.loaded(frame.header["image"], frame.header["packages"])

    def _started(self, frame: Frame) -> None:
        seconds = self._limits.test_seconds + self._limits.import_seconds + GRACE_SECONDS
        self._deadline = time.monotonic() + seconds
        self._listener.started(frame.header["check"])

    def _finished(self, frame: Frame) -> None:
        # Fixtures of a whole file may still be torn down before the next check starts.
        self._deadline = time.monotonic() + COLLECT_SECONDS
        result = CheckResult.model_validate_json(bytes(frame.buffers[0]))
        self._listener.finished(result, frame.header["failed_load"])

    # Of the class: bound methods in each dialogue would be a cycle, which keeps a submission
    # and its results until the next full search for garbage.
    _ANSWERS: ClassVar[Mapping[str, Callable[["_Dialogue", Frame], None]]] = {
        "claim": _claim,
        "discard": _discard,
        "collected": _collected,
        "refused": _refused,
        "loaded": _loaded,
        "started": _started,
        "finished": _finished,
    }


def _pieces(data: bytes) -> list[Buffer]:
    return [data[start : start + PIECE] for start in range(0, len(data), PIECE)]
