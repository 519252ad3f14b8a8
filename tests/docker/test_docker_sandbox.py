"""What only the Docker sandbox promises: fates, leftovers, hand-over, several graders at once."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from autograder.errors import SandboxError
from autograder.model import BoxSpec, ImageRecord, Limits
from autograder.sandbox import images
from autograder.sandbox.conformance import Conversation
from autograder.sandbox.docker import DockerSandbox, DockerWorker
from autograder.sandbox.engine import Engine
from autograder.sandbox.launch import OWNER_LABEL
from autograder.sandbox.owner import current_owner, parse_owner
from autograder.wire import StudentProcessEnded

pytestmark = [pytest.mark.docker, pytest.mark.usefixtures("numpy_image")]

SPEC = BoxSpec(image="numpy", limits=Limits(memory_mb=256))

CLAIM_AND_WAIT = """
import sys
from autograder.model import BoxSpec, Limits
from autograder.sandbox.docker import DockerSandbox
sandbox = DockerSandbox(pool_size=1)
sandbox.claim(BoxSpec(image="numpy", limits=Limits(memory_mb=256)))
print("claimed", flush=True)
sys.stdin.read()
"""

TALK_OVER = """
import socket, sys, time
from autograder.sandbox.conformance import Conversation
from autograder.wire import MultiplexedStream
stream = MultiplexedStream(socket.socket(fileno=int(sys.argv[1])))
talk = Conversation(stream)
with talk.test():
    total = talk.call("add", 1, 1)
print(total, flush=True)
try:
    stream.receive(1, time.monotonic() + 60)
except ConnectionError:
    print("ended", flush=True)
stream.close()
"""


@pytest.fixture
def sandbox() -> Iterator[DockerSandbox]:
    with DockerSandbox(pool_size=0) as opened:
        yield opened


def containers_of(engine: Engine, pid: int) -> list[dict[str, Any]]:
    found = engine.api.containers(all=True, filters={"label": OWNER_LABEL})
    owners = [(entry, parse_owner(entry["Labels"][OWNER_LABEL])) for entry in found]
    return [entry for entry, owner in owners if owner is not None and owner.pid == pid]


def ids_of(engine: Engine) -> set[str]:
    """Containers of this process: other tests of it may keep a sandbox open."""
    return {entry["Id"] for entry in containers_of(engine, current_owner().pid)}


def details(engine: Engine, worker: DockerWorker) -> dict[str, Any]:
    found: dict[str, Any] = engine.api.inspect_container(worker._container.id)
    return found


def test_closing_leaves_no_container(engine: Engine) -> None:
    before = ids_of(engine)
    with DockerSandbox(pool_size=3) as sandbox:
        sandbox.claim(SPEC)
        sandbox.claim(SPEC).kill()
        sandbox.claim(SPEC).dismiss()
    assert ids_of(engine) <= before


def test_a_container_out_of_memory_says_so(sandbox: DockerSandbox) -> None:
    worker = sandbox.claim(SPEC)
    talk = Conversation(worker.stream)
    with talk.test(), pytest.raises(StudentProcessEnded):
        talk.call("take_memory", 512)
    fate = worker.kill()
    assert fate.out_of_memory
    assert "memory" in fate.reason


def test_a_worker_that_was_killed_is_not_called_out_of_memory(sandbox: DockerSandbox) -> None:
    fate = sandbox.claim(SPEC).kill()
    assert not fate.out_of_memory
    assert "from outside" in fate.reason


def test_leftovers_of_a_killed_grader_are_removed_and_a_living_ones_are_not(
    engine: Engine,
) -> None:
    def grader() -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", CLAIM_AND_WAIT]
        pipe = subprocess.PIPE
        started = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
        assert started.stdout is not None
        assert started.stdout.readline() == "claimed\n"
        return started

    with grader() as living, grader() as dying:
        dying.kill()
        dying.wait()
        assert containers_of(engine, dying.pid)
        with DockerSandbox(pool_size=0) as sandbox:
            sandbox.claim(SPEC)
        assert containers_of(engine, dying.pid) == []
        assert containers_of(engine, living.pid)
        living.kill()
        living.wait()
        with DockerSandbox(pool_size=0) as sandbox:
            sandbox.claim(SPEC)
        assert containers_of(engine, living.pid) == []


def test_two_graders_at_once_have_different_users(sandbox: DockerSandbox, engine: Engine) -> None:
    with DockerSandbox(pool_size=0) as other:
        workers = [sandbox.claim(SPEC), other.claim(SPEC), sandbox.claim(SPEC)]
        users = {details(engine, worker)["Config"]["User"] for worker in workers}
    assert len(users) == 3


def test_a_killed_worker_ends_in_the_process_it_was_handed_to(sandbox: DockerSandbox) -> None:
    worker = sandbox.claim(SPEC)
    descriptor, framing = worker.detach()
    assert framing == "docker"
    command = [sys.executable, "-c", TALK_OVER, str(descriptor)]
    with subprocess.Popen(
        command, pass_fds=[descriptor], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "2\n"
        worker.kill()
        assert other.stdout.readline() == "ended\n"
    assert other.returncode == 0
    os.close(descriptor)


def test_a_worker_in_use_here_is_not_handed_over(sandbox: DockerSandbox) -> None:
    worker = sandbox.claim(SPEC)
    Conversation(worker.stream)
    with pytest.raises(SandboxError, match="before the first frame"):
        worker.detach()


def test_the_worker_names_the_image_by_digest(
    sandbox: DockerSandbox, numpy_image: ImageRecord, engine: Engine
) -> None:
    worker = sandbox.claim(SPEC)
    assert worker.image == numpy_image
    assert details(engine, worker)["Image"] == numpy_image.digest


def test_nothing_of_the_host_is_mounted(sandbox: DockerSandbox, engine: Engine) -> None:
    found = details(engine, sandbox.claim(SPEC))
    assert [mount for mount in found["Mounts"] if mount["Type"] != "tmpfs"] == []


def test_an_image_of_another_version_is_refused_with_the_command_to_type(
    sandbox: DockerSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "worker_hash", lambda: "another version")
    with pytest.raises(SandboxError, match="run `autograder image build numpy`"):
        sandbox.claim(SPEC)


def test_a_missing_image_is_refused_with_the_command_to_type(
    sandbox: DockerSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "image_tag", lambda name: f"autograder/{name}:nobody-built-this")
    with pytest.raises(SandboxError, match=r"not built .* run `autograder image build numpy`"):
        sandbox.claim(SPEC)


def test_an_unknown_runtime_is_refused_in_words() -> None:
    with (
        DockerSandbox(pool_size=0, runtime="no-such-runtime") as sandbox,
        pytest.raises(SandboxError, match="no-such-runtime"),
    ):
        sandbox.claim(SPEC)
