"""Run a program of ours in a container with the limits of a student's; return what it printed."""

import contextlib
import math
import time

from autograder.errors import SandboxError
from autograder.wire import MultiplexedStream

from .container import Box
from .engine import Engine
from .launch import launch

OUTPUT_CAP = 1 << 20


def run_program(
    engine: Engine,
    box: Box,
    source: str,
    *arguments: str,
    seconds: float,
    runtime: str | None = None,
) -> str:
    """Run Python `source` as the first process of a fresh container; return its output.

    Raises:
        SandboxError: the container does not start, or the program fails or does not end.
    """
    command = ("python3", "-s", "-P", "-B", "-u", "-c", source, *arguments)
    container = launch(engine, box, runtime=runtime, command=command)
    stream = MultiplexedStream(container.socket)
    try:
        output = _read_all(stream, time.monotonic() + seconds)
        with engine.trouble("wait for a container"):
            code = engine.api.wait(container.id, timeout=math.ceil(seconds))["StatusCode"]
    except TimeoutError:
        msg = f"a program of ours did not end within {seconds:g} seconds in the container"
        raise SandboxError(msg) from None
    finally:
        container.end()
        container.remove()
    if code != 0:
        words = stream.stderr_tail.decode("utf-8", errors="replace").strip()
        msg = f"a program of ours ended with status {code} in the container: {words}"
        raise SandboxError(msg)
    return output.decode("utf-8", errors="replace")


def _read_all(stream: MultiplexedStream, deadline: float) -> bytes:
    output = bytearray()
    with contextlib.suppress(ConnectionError):  # its end is what we wait for
        while len(output) < OUTPUT_CAP:
            output += stream.receive(1, deadline)
    return bytes(output)
