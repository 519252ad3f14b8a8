"""The warm parent: has imported pytest, numpy and the plugin, and forks a process for each job.

Runs as `python -m autograder.suite.warm DESCRIPTOR CACHE SHELF [MODULE ...]`, with one thread.
Requests on the socket: {"op": "fork"} with the child's control socket, answered by its
pid; {"op": "end", "pid": n}, answered by its status; {"op": "leave"}. Ends, with all its
children, when the socket does; without a "leave" its supervisor was killed.
"""

import contextlib
import gc
import importlib
import os
import resource
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path

from autograder.model import Assignment, Task

from .broker import Line
from .control import Control
from .desk import SupervisorDesk
from .job import Job
from .session import run_session

MEMORY_BYTES = 6 << 30
"""What one test process may map: a test's own gigabyte of values, and room to compare them."""
REHEARSAL = """
import pytest

@pytest.mark.task("warm", points=1)
@pytest.mark.parametrize("case", [1, 2])
def test_warm(rng, case):
    assert rng.random() < case
"""


class WarmParent:
    """Serves requests until the supervisor is gone."""

    def __init__(self, control: Control) -> None:
        self._control = control
        self._children: set[int] = set()

    def run(self) -> None:
        """Answer requests; leave no child behind. Raises EOFError: the supervisor was killed."""
        try:
            frame, descriptor = self._control.receive()
            while frame.header.get("op") != "leave":
                if descriptor is not None:
                    self._control.send({"pid": self._fork(descriptor)})
                    os.close(descriptor)
                else:
                    self._control.send({"status": self._end(int(frame.header["pid"]))})
                frame, descriptor = self._control.receive()
        finally:
            for pid in list(self._children):
                self._end(pid)

    def _fork(self, descriptor: int) -> int:
        pid = os.fork()
        if not pid:
            self._be_child(descriptor)
        # Both sides do it: whoever comes first, a kill of the group never misses.
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)
        self._children.add(pid)
        return pid

    def _be_child(self, descriptor: int) -> None:
        """Run one job and end this process, whatever happens."""
        status = 1
        try:
            self._control.close()
            os.setpgid(0, 0)
            _limit_memory()
            run_job(Control(socket.socket(fileno=descriptor)))
            status = 0
        finally:
            os._exit(status)

    def _end(self, pid: int) -> int:
        if pid not in self._children:
            return 0
        self._children.discard(pid)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        return os.waitstatus_to_exitcode(status)


def _limit_memory() -> None:
    # A comparison that broadcasts what a student returned may ask for any amount: that
    # must fail the check, not bring down the machine.
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    with contextlib.suppress(OSError, ValueError):  # macOS knows the limit, but refuses it
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def run_job(control: Control) -> None:
    """Read a job from the supervisor, run it, tell it all."""
    frame, _ = control.receive()
    job = Job.model_validate_json(b"".join(bytes(part) for part in frame.buffers))
    desk = SupervisorDesk(control)
    run_session(job, desk, desk)
    control.send({"event": "done"})


class _Nobody:
    """Broker and listener of the rehearsal: there is no student, and nobody listens."""

    def claim(self, image: str) -> Line:
        raise NotImplementedError(image)

    discard = claim

    def __getattr__(self, _name: str) -> object:
        return lambda *_args: None


def rehearse() -> None:
    """Run a suite of two checks, so that what pytest imports late is there before a fork."""
    with tempfile.TemporaryDirectory(prefix="autograder-") as name:
        folder = Path(name).resolve() / "public"
        folder.mkdir()
        (folder / "test_warm.py").write_text(REHEARSAL, encoding="utf-8")
        task = Task(id="warm", title="", file="warm.py", points=1)
        assignment = Assignment(
            slug="warm", title="", version="", submit=(), tasks=(task,), folder=folder
        )
        job = Job(assignment=assignment, folders=(folder,), secret=b"", seconds=60)
        run_session(job, _Nobody(), _Nobody())  # type: ignore[arg-type]  # answers to any event


def main(arguments: list[str]) -> None:
    """Import what tests need, say so, serve."""
    descriptor, cache, shelf, *modules = arguments
    control = Control(socket.socket(fileno=int(descriptor)))
    try:
        for module in modules:
            importlib.import_module(module)
        rehearse()
        # The suite's compiled files, shared by all forks; the suite's own folder stays clean.
        sys.pycache_prefix = cache
        gc.collect()
        gc.freeze()
        control.send({"event": "ready"})
        WarmParent(control).run()
    except EOFError:  # the supervisor was killed, be it while we started
        if shelf:
            shutil.rmtree(shelf, ignore_errors=True)
    finally:
        shutil.rmtree(cache, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
