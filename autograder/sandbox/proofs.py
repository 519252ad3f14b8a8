"""Prove each limit with a container of the same options as a student's: flags are not trusted."""

import json
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from autograder.errors import ProtocolError, SandboxError
from autograder.model import ImageRecord, Record
from autograder.wire import MultiplexedStream, WorkerClient

from .container import Box
from .engine import Engine
from .inside import run_program
from .launch import Container, launch

PROBE_BOX = {"memory_mb": 256, "processes": 32, "disk_mb": 32}
PROBE_SECONDS = 60.0
START_SECONDS = 20.0
KILL_SECONDS = 2.0

LIMIT_ADVICE = (
    "this engine does not keep the limit; use Docker Engine 20.10 or later, as root or with "
    "cgroup v2, and no other runtime than runc or runsc"
)

# Traced by its parent, a first process used to stay behind as a process of the host.
TRACEME = """
import ctypes, time
ctypes.CDLL(None).ptrace(0, 0, 0, 0)
print("traced", flush=True)
time.sleep(600)
"""
FLOOD = """
import os
while True:
    os.write(1, b"x" * 65536)
"""


class Finding(Record):
    """One thing that was looked at."""

    name: str
    ok: bool
    words: str
    """What was found."""
    advice: str = ""
    """What to type or change, if it is not ok."""


def prove_limits(
    engine: Engine, image: ImageRecord, *, runtime: str | None = None
) -> Iterator[Finding]:
    """Yield one finding a limit; a failed start is a finding too."""
    box = Box(image.digest, **PROBE_BOX)
    for prove in (_inside, _no_orphan, _kill_under_flood):
        try:
            yield from prove(engine, box, runtime)
        except SandboxError as error:
            name = prove.__name__.strip("_").replace("_", " ")
            yield Finding(name=f"limit: {name}", ok=False, words=str(error), advice=LIMIT_ADVICE)


def prove_worker(
    engine: Engine, image: ImageRecord, *, runtime: str | None = None
) -> Iterator[Finding]:
    """Yield whether the image's worker starts and answers."""
    name = f"worker of {image.name}"
    container = launch(engine, Box(image.digest, 2048, 128, 128), runtime=runtime)
    stream = MultiplexedStream(container.socket)
    try:
        info = WorkerClient(stream).load({}, {}, seconds=START_SECONDS)
        words = f"worker {info.get('worker')} answers"
        yield Finding(name=name, ok=True, words=words)
    except (ConnectionError, TimeoutError, ProtocolError) as error:
        last = stream.stderr_tail.decode("utf-8", errors="replace").strip()
        advice = f"run `autograder image build {image.name}`"
        yield Finding(name=name, ok=False, words=f"{error}; it said: {last!r}", advice=advice)
    finally:
        container.end()
        container.remove()


def _inside(engine: Engine, box: Box, runtime: str | None) -> Iterator[Finding]:
    source = (files("autograder.sandbox") / "probe.py").read_text(encoding="utf-8")
    arguments = (str(box.memory_mb), str(box.processes), str(box.disk_mb))
    output = run_program(engine, box, source, *arguments, seconds=PROBE_SECONDS, runtime=runtime)
    for line in output.splitlines():
        found = json.loads(line)
        advice = "" if found["ok"] else LIMIT_ADVICE
        name = f"limit: {found['name']}"
        yield Finding(name=name, ok=found["ok"], words=found["found"], advice=advice)


def _no_orphan(engine: Engine, box: Box, runtime: str | None) -> Iterator[Finding]:
    container = _start(engine, box, TRACEME, runtime)
    process = None
    try:
        with engine.trouble("look at a container"):
            pid = engine.api.inspect_container(container.id)["State"]["Pid"]
        process = _process_folder(int(pid), container.id)
    finally:
        container.end()
        container.remove()
    name = "limit: no orphan"
    if process is None:
        words = "not seen: the engine's processes are not visible from here"
        yield Finding(name=name, ok=True, words=words)
        return
    is_gone = _disappears(process)
    words = "nothing is left" if is_gone else f"process {process.name} is left"
    yield Finding(name=name, ok=is_gone, words=words, advice="" if is_gone else LIMIT_ADVICE)


def _kill_under_flood(engine: Engine, box: Box, runtime: str | None) -> Iterator[Finding]:
    container = _start(engine, box, FLOOD, runtime)
    started = time.monotonic()
    try:
        container.end()
        seconds = time.monotonic() - started
        with engine.trouble("look at a container"):
            runs = engine.api.inspect_container(container.id)["State"]["Running"]
    finally:
        container.remove()
    ok = not runs and seconds < KILL_SECONDS
    words = f"ended after {seconds:.2f} s under a flood of output"
    advice = "" if ok else LIMIT_ADVICE
    yield Finding(name="limit: kill under flood", ok=ok, words=words, advice=advice)


def _start(engine: Engine, box: Box, source: str, runtime: str | None) -> Container:
    """Start a program and wait for the first byte of its output."""
    command = ("python3", "-s", "-P", "-B", "-u", "-c", source)
    container = launch(engine, box, runtime=runtime, command=command)
    try:
        MultiplexedStream(container.socket).receive(1, time.monotonic() + START_SECONDS)
    except (ConnectionError, TimeoutError) as error:
        container.end()
        container.remove()
        msg = f"a program of ours did not start: {error}"
        raise SandboxError(msg) from error
    return container


def _process_folder(pid: int, container_id: str) -> Path | None:
    """Return the /proc folder of a container's first process, if this really is the one."""
    folder = Path(f"/proc/{pid}")
    try:
        groups = (folder / "cgroup").read_text(encoding="utf-8")
    except OSError:
        return None
    return folder if container_id in groups else None


def _disappears(process: Path) -> bool:
    deadline = time.monotonic() + KILL_SECONDS
    while process.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    return not process.exists()
