import os
import sys
import time
from pathlib import Path, PurePath

import pytest

from autograder.errors import SandboxError
from autograder.model import BoxSpec, Guarantee, Limits
from autograder.sandbox import interpreter
from autograder.sandbox import process as module
from autograder.sandbox.process import ProcessSandbox
from autograder.wire import Encoder, SocketStream, WorkerClient

SPEC = BoxSpec(image="numpy", limits=Limits())
OPTIONS = {"output_kb": 64, "frame_mb": 32, "load": "per-test", "disk_mb": 64}
SECONDS = 20
SOURCE = rb"""
import os, sys, time
def environment():
    return dict(os.environ)
def paths():
    return sys.path
def can_import(name):
    try:
        __import__(name)
    except ImportError:
        return False
    return True
def hide():
    read, write = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.write(write, str(os.getpid()).encode())
            time.sleep(60)
        os._exit(0)
    return int(os.read(read, 20))
def sleep():
    time.sleep(60)
def leave():
    os._exit(3)
"""

both = pytest.mark.parametrize("plain", [False, True], ids=["fork", "plain"])


@pytest.fixture
def sandbox(plain, tmp_path, monkeypatch):
    folder = tmp_path / "Übung 1"
    folder.mkdir()
    monkeypatch.setattr(interpreter.tempfile, "tempdir", str(folder))
    with ProcessSandbox(plain=plain) as opened:
        yield opened
    assert list(folder.iterdir()) == []


def talk(stream):
    client = WorkerClient(stream)
    client.load({"work.py": SOURCE}, OPTIONS, seconds=SECONDS)
    client.begin(1, seconds=SECONDS)
    return client


def call(client, name, *args, seconds=SECONDS):
    tree = Encoder(lambda _value: None).encode([args, {}])
    target = {"file": "work.py", "name": name}
    header = {"op": "call", "target": target, "tree": tree}
    answer = client.request(header, [], deadline=time.monotonic() + seconds)
    assert answer.header["kind"] == "value", answer.header
    return answer.header["tree"]


def is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@both
def test_a_worker_answers(sandbox):
    client = talk(sandbox.claim(SPEC).stream)
    assert call(client, "can_import", "numpy") is True


@both
def test_the_graders_code_is_not_beside_the_student(sandbox):
    client = talk(sandbox.claim(SPEC).stream)
    assert call(client, "can_import", "autograder.wire") is True
    assert call(client, "can_import", "autograder.suite") is False
    assert call(client, "can_import", "autograder.checks") is False


@both
def test_the_environment_is_not_inherited(sandbox, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "x")
    pairs = call(talk(sandbox.claim(SPEC).stream), "environment")[1]
    names = {name for name, _value in pairs}
    assert "SECRET_TOKEN" not in names
    assert {"OMP_NUM_THREADS", "PYTHONHASHSEED", "MPLBACKEND"} <= names


@both
def test_kill_ends_a_hanging_call_and_removes_the_folder(sandbox, tmp_path):
    worker = sandbox.claim(SPEC)
    client = talk(worker.stream)
    with pytest.raises(TimeoutError):
        call(client, "sleep", seconds=0.3)
    assert worker.kill().reason == "stopped by the grader"
    assert worker.kill() == worker.kill()


@both
@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc to find orphans")
def test_kill_finds_a_daemon(sandbox):
    worker = sandbox.claim(SPEC)
    pid = call(talk(worker.stream), "hide")
    assert is_alive(pid)
    worker.kill()
    assert not is_alive(pid)


def test_a_plain_workers_end_is_told(tmp_path):
    with ProcessSandbox(plain=True) as sandbox:
        worker = sandbox.claim(SPEC)
        client = talk(worker.stream)
        with pytest.raises(ConnectionError):
            call(client, "leave")
        fate = worker.kill()
    assert fate.exit_code == 3
    assert fate.reason == "the process ended with exit code 3"


def test_a_detached_channel_works_elsewhere():
    import socket

    with ProcessSandbox(plain=False) as sandbox:
        worker = sandbox.claim(SPEC)
        descriptor, framing = worker.detach()
        assert framing == "raw"
        stream = SocketStream(socket.socket(fileno=descriptor))
        assert call(talk(stream), "can_import", "json") is True
        stream.close()


def test_a_channel_in_use_is_not_handed_over():
    with ProcessSandbox(plain=False) as sandbox:
        worker = sandbox.claim(SPEC)
        talk(worker.stream)
        with pytest.raises(SandboxError, match="detach before the first frame"):
            worker.detach()


def test_pipes_cannot_be_handed_over():
    with ProcessSandbox(plain=True) as sandbox:
        assert sandbox.claim(SPEC).detach() is None


def test_without_fork_it_is_plain(monkeypatch):
    for name in ("fork", "getuid"):
        monkeypatch.delattr(os, name)
    monkeypatch.setitem(sys.modules, "resource", None)
    with ProcessSandbox() as sandbox:
        worker = sandbox.claim(SPEC)
        assert worker.detach() is None
        assert call(talk(worker.stream), "can_import", "numpy") is True


def test_a_missing_torch_is_said_in_words(monkeypatch):
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda _name: None)
    with ProcessSandbox() as sandbox, pytest.raises(SandboxError, match="pip install torch"):
        sandbox.claim(BoxSpec(image="torch", limits=Limits()))


def test_a_python_that_does_not_start_is_our_error(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with ProcessSandbox() as sandbox, pytest.raises(SandboxError, match="cannot start a Python"):
        sandbox.claim(SPEC)


def test_a_broken_worker_leaves_its_last_words(monkeypatch):
    broken = ((PurePath("__init__.py"), b""), (PurePath("worker/__init__.py"), b""))
    monkeypatch.setattr(interpreter, "library_files", lambda: broken)
    with ProcessSandbox(plain=False) as sandbox:
        worker = sandbox.claim(SPEC)
        with pytest.raises(ConnectionError):
            talk(worker.stream)
        fate = worker.kill()
    assert fate.exit_code == 1
    assert "No module named autograder.worker.__main__" in fate.reason


def test_a_closed_sandbox_starts_nothing():
    sandbox = ProcessSandbox()
    sandbox.close()
    sandbox.close()
    with pytest.raises(SandboxError, match="closed"):
        sandbox.claim(SPEC)


def test_it_promises_only_what_a_process_can_keep():
    with ProcessSandbox() as sandbox:
        promised = sandbox.guarantees
    assert {Guarantee.CRASH, Guarantee.TIMEOUT, Guarantee.OUTPUT} <= promised
    assert not promised & {Guarantee.NETWORK, Guarantee.FILESYSTEM, Guarantee.ZYGOTE}


def test_the_record_says_that_it_was_a_process():
    with ProcessSandbox() as sandbox:
        image = sandbox.claim(SPEC).image
    assert (image.name, image.digest) == ("numpy", "process")
    assert {"python", "numpy"} <= set(image.packages)
