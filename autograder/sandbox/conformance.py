"""What every sandbox must pass: proves exactly the guarantees that it declares.

Subclass in a test module and say how to open the sandbox:

    class TestDocker(SandboxConformance):
        @pytest.fixture(scope="class")
        @classmethod
        def open_sandbox(cls):
            return DockerSandbox
"""
# ruff: noqa: D102, PLR2004, S101 - a test suite that ships: a test's name is its sentence

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import SandboxError
from autograder.model import BoxSpec, Guarantee, Limits, Sandbox, Stream, Worker
from autograder.wire import (
    Decoder,
    Encoder,
    MultiplexedStream,
    Printed,
    SocketStream,
    StudentProcessEnded,
    WorkerClient,
)

FILE = "attempts.py"
MEMORY_MB = 256
PROCESSES = 24
DISK_MB = 16
OUTPUT_KB = 8
SECONDS = 30.0
HANG_SECONDS = 0.5

SPEC = BoxSpec(
    image="numpy",
    limits=Limits(memory_mb=MEMORY_MB, processes=PROCESSES, disk_mb=DISK_MB, output_kb=OUTPUT_KB),
)

OpenSandbox = Callable[[], Sandbox]


class StudentRaised(Exception):  # noqa: N818 - an event of the student's process
    """The attempt raised; the message begins with the exception's type."""


class Conversation:
    """One worker with the attempts loaded; `test` brackets one test's calls."""

    def __init__(self, stream: Stream) -> None:
        self.printed: list[Printed] = []
        self._client = WorkerClient(stream, on_printed=self.printed.append)
        source = (files("autograder.sandbox") / FILE).read_bytes()
        options = {"output_kb": OUTPUT_KB, "disk_mb": DISK_MB}
        self.info = self._client.load({FILE: source}, options, seconds=SECONDS)

    @contextmanager
    def test(self) -> Iterator[None]:
        """Run the block's calls in one fresh process; afterwards nothing of it may be left."""
        self._client.begin(1, seconds=SECONDS)
        yield
        assert self._client.end(seconds=SECONDS), "something is left of a test"

    def call(self, name: str, *arguments: Any, seconds: float = SECONDS) -> Any:
        """Return what the attempt `name` returns."""
        encoder = Encoder(_no_reference)
        header = {"op": "call", "target": {"file": FILE, "name": name}}
        tree = encoder.encode([tuple(arguments), {}])
        deadline = time.monotonic() + seconds
        answer = self._client.request({**header, "tree": tree}, encoder.buffers, deadline=deadline)
        if answer.header["kind"] == "error":
            error = answer.header["error"]
            msg = f"{error['type']}: {error['message']}"
            raise StudentRaised(msg)
        decoder = Decoder(answer.buffers, reference=_no_reference, tensor=_no_reference)
        return decoder.decode(answer.header["tree"])


class SandboxConformance:
    """Subclass me, override `open_sandbox` and, if need be, `spec`."""

    @pytest.fixture(scope="class")
    @classmethod
    def open_sandbox(cls) -> OpenSandbox:
        """Return what opens a fresh sandbox; to be overridden."""
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def spec(cls) -> BoxSpec:
        """Return what to claim."""
        return SPEC

    @pytest.fixture(scope="class")
    @classmethod
    def sandbox(cls, open_sandbox: OpenSandbox) -> Iterator[Sandbox]:
        """One sandbox for the class: each test claims its own worker."""
        opened = open_sandbox()
        yield opened
        opened.close()

    @pytest.fixture
    def worker(self, sandbox: Sandbox, spec: BoxSpec) -> Iterator[Worker]:
        """A worker that nobody else has used."""
        claimed = sandbox.claim(spec)
        yield claimed
        claimed.kill()

    @pytest.fixture
    def talk(self, worker: Worker) -> Conversation:
        """A conversation with a fresh worker."""
        return Conversation(worker.stream)

    def test_a_worker_answers_calls_to_the_submitted_files(self, talk: Conversation) -> None:
        with talk.test():
            assert talk.call("add", 0.5, 2) == 2.5

    def test_a_worker_says_its_versions(self, talk: Conversation) -> None:
        assert {"worker", "python", "numpy"} <= set(talk.info)

    def test_each_test_starts_from_fresh_modules(self, talk: Conversation) -> None:
        for _ in range(2):
            with talk.test():
                assert talk.call("count") == 1
                assert talk.call("count") == 2

    def test_what_a_call_prints_comes_back_as_text(self, talk: Conversation) -> None:
        with talk.test():
            talk.call("say", "hello")
        assert "".join(printed.text for printed in talk.printed) == "hello\n"

    def test_two_workers_share_nothing(self, sandbox: Sandbox, spec: BoxSpec) -> None:
        for _ in range(2):
            worker = sandbox.claim(spec)
            talk = Conversation(worker.stream)
            with talk.test():
                assert not talk.call("can_read", "filler-0")
                talk.call("fill_disk", 1)
            worker.kill()

    def test_a_detached_worker_serves_another_process(self, worker: Worker) -> None:
        handed = worker.detach()
        if handed is None:
            pytest.skip("needs a worker that can be handed over")
        descriptor, framing = handed
        stream = _stream_of(descriptor, framing)
        talk = Conversation(stream)
        with talk.test():
            assert talk.call("add", 1, 1) == 2
        worker.kill()
        with pytest.raises(ConnectionError):
            talk.call("add", 1, 1)
        stream.close()

    def test_killing_twice_tells_the_same_fate(self, worker: Worker) -> None:
        fate = worker.kill()
        assert fate.reason
        assert worker.kill() == fate

    def test_a_killed_worker_answers_no_more(self, worker: Worker, talk: Conversation) -> None:
        worker.kill()
        with pytest.raises(ConnectionError), talk.test():
            talk.call("add", 1, 1)

    def test_a_dismissed_worker_answers_no_more(self, worker: Worker, talk: Conversation) -> None:
        worker.dismiss()
        worker.dismiss()
        with pytest.raises(ConnectionError), talk.test():
            talk.call("add", 1, 1)

    def test_closing_ends_claimed_workers_too(
        self, open_sandbox: OpenSandbox, spec: BoxSpec
    ) -> None:
        sandbox = open_sandbox()
        talk = Conversation(sandbox.claim(spec).stream)
        sandbox.close()
        sandbox.close()
        with pytest.raises(ConnectionError), talk.test():
            talk.call("add", 1, 1)

    def test_a_closed_sandbox_refuses_claims(
        self, open_sandbox: OpenSandbox, spec: BoxSpec
    ) -> None:
        sandbox = open_sandbox()
        sandbox.close()
        with pytest.raises(SandboxError, match="closed"):
            sandbox.claim(spec)

    def test_a_crash_costs_one_test_only(self, sandbox: Sandbox, talk: Conversation) -> None:
        _needs(sandbox, Guarantee.CRASH)
        with talk.test(), pytest.raises(StudentProcessEnded) as ended:
            talk.call("leave", 0)
        assert ended.value.code == 0
        with talk.test():
            assert talk.call("add", 1, 1) == 2

    def test_a_hanging_call_is_ended_from_outside(
        self, sandbox: Sandbox, worker: Worker, talk: Conversation
    ) -> None:
        _needs(sandbox, Guarantee.TIMEOUT)
        talk._client.begin(1, seconds=SECONDS)  # noqa: SLF001 - the bracket would wait for its end
        with pytest.raises(TimeoutError):
            talk.call("hang", seconds=HANG_SECONDS)
        worker.kill()

    def test_a_flood_of_output_ends_the_test_and_is_cut(
        self, sandbox: Sandbox, worker: Worker, talk: Conversation
    ) -> None:
        _needs(sandbox, Guarantee.OUTPUT)
        with talk.test(), pytest.raises(StudentProcessEnded) as ended:
            talk.call("flood")
        assert ended.value.cause == "output"
        assert sum(len(printed.text) for printed in talk.printed) <= 2 * OUTPUT_KB * 1024
        assert sum(printed.dropped for printed in talk.printed) > 0
        worker.kill()

    def test_memory_is_limited_and_the_worker_survives(
        self, sandbox: Sandbox, talk: Conversation
    ) -> None:
        _needs(sandbox, Guarantee.MEMORY)
        with talk.test(), pytest.raises((StudentProcessEnded, StudentRaised)) as ended:
            talk.call("take_memory", 2 * MEMORY_MB)
        assert getattr(ended.value, "oom", False) or "MemoryError" in str(ended.value)
        with talk.test():
            assert talk.call("take_memory", MEMORY_MB // 8) == MEMORY_MB // 8

    def test_processes_are_limited(self, sandbox: Sandbox, talk: Conversation) -> None:
        _needs(sandbox, Guarantee.PROCESSES)
        with talk.test():
            assert talk.call("fork_until_refused", 2 * PROCESSES) < PROCESSES

    def test_the_disk_is_limited_and_empty_again_afterwards(
        self, sandbox: Sandbox, talk: Conversation
    ) -> None:
        _needs(sandbox, Guarantee.DISK)
        for _ in range(2):
            with talk.test():
                assert DISK_MB // 2 <= talk.call("fill_disk", 2 * DISK_MB) <= DISK_MB

    def test_no_socket_leads_out(self, sandbox: Sandbox, talk: Conversation) -> None:
        _needs(sandbox, Guarantee.NETWORK)
        with talk.test():
            assert talk.call("open_families") == []

    def test_no_file_of_the_host_can_be_read_or_written(
        self, sandbox: Sandbox, talk: Conversation, tmp_path: Path
    ) -> None:
        _needs(sandbox, Guarantee.FILESYSTEM)
        secret = tmp_path / "secret"
        secret.write_text("expected values")
        secret.chmod(0o644)
        with talk.test():
            assert not talk.call("can_read", str(secret))
            assert not talk.call("can_read", __file__)
            assert talk.call("writable_places") == []

    def test_no_process_outlives_its_test(self, sandbox: Sandbox, talk: Conversation) -> None:
        _needs(sandbox, Guarantee.ORPHANS)
        with talk.test():
            daemon = talk.call("leave_daemon")
            assert talk.call("exists", daemon)
        with talk.test():
            assert not talk.call("exists", daemon)

    def test_the_zygote_cannot_be_touched(self, sandbox: Sandbox, talk: Conversation) -> None:
        _needs(sandbox, Guarantee.ZYGOTE)
        with talk.test():
            assert talk.call("attack_zygote") == []
        with talk.test():
            assert talk.call("add", 1, 1) == 2


def _needs(sandbox: Sandbox, guarantee: Guarantee) -> None:
    if guarantee not in sandbox.guarantees:
        pytest.skip(f"needs a sandbox that promises {guarantee.value!r}")


def _stream_of(descriptor: int, framing: str) -> Stream:
    sock = socket.socket(fileno=descriptor)
    return MultiplexedStream(sock) if framing == "docker" else SocketStream(sock)


def _no_reference(value: Any) -> Any:
    msg = f"the attempts exchange plain values only, found {value!r}"
    raise AssertionError(msg)
