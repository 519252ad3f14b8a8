import pytest

from autograder.wire import StudentProcessEnded

SOURCE = r"""
import os, sys, time

print("loaded")

def add(x):
    return x + 1

def apply(f, x):
    return f(x)

def say(text):
    print(text)
    os.write(2, b"raw ")

def leave(code):
    os._exit(code)

def flood():
    while True:
        os.write(1, b"x" * 65536)

def stdin():
    return sys.stdin.read()

def fail():
    raise SystemExit(2)
"""


@pytest.fixture
def plain(start):
    worker = start("--plain")
    worker.load(SOURCE)
    return worker


def test_the_same_requests_are_answered(plain):
    assert plain.call("add", 1) == 2
    assert plain.call("apply", lambda x: x * 3, 2) == 6


def test_a_plain_worker_serves_one_test(plain):
    assert plain.client.end(seconds=20) is False
    assert plain.process.wait(20) == 0
    assert not plain.folder.exists()


def test_output_arrives_with_its_call(plain):
    for n in range(100):
        plain.prints.clear()
        plain.call("say", f"line {n}")
        assert plain.printed.removeprefix("loaded\n") == f"line {n}\nraw "


def test_an_exit_is_the_end_of_the_stream(plain):
    with pytest.raises(ConnectionError):
        plain.call("leave", 3)
    assert plain.process.wait(20) == 3


def test_a_flood_ends_the_process(plain):
    with pytest.raises(StudentProcessEnded) as caught:
        plain.call("flood")
    assert caught.value.cause == "output"


def test_standard_input_is_empty(plain):
    assert plain.call("stdin") == ""


def test_leaving_is_an_error_of_that_call(plain, told):
    with pytest.raises(told) as caught:
        plain.call("fail")
    assert caught.value.type == "SystemExit"
    assert plain.call("add", 1) == 2


def test_a_hanging_worker_ends_with_its_stream(start):
    worker = start("--plain")
    worker.load(SOURCE)
    worker.client.close()
    assert worker.process.wait(20) == 0


def test_no_fork_and_no_limits_are_needed(start, tmp_path):
    # A Windows-like interpreter: the names are gone before the worker is imported.
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "for name in ('fork', 'setsid', 'getuid', 'waitpid', 'killpg', 'set_blocking'):\n"
        "    delattr(os, name)\n"
        "del signal.SIGCHLD, signal.SIGKILL\n"
        "for name in ('resource', 'fcntl', 'pwd', 'grp', 'termios'):\n"
        "    sys.modules[name] = None\n"
    )
    worker = start("--plain", path=tmp_path)
    worker.load(SOURCE)
    assert worker.call("add", 1) == 2
    assert worker.client.end(seconds=20) is False
