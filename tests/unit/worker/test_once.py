import socket
import sys

import pytest

from autograder.wire import StudentProcessEnded
from autograder.worker.loader import Loader

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs adopted grandchildren")

SOURCE = r"""
import os, random, signal, time
import numpy as np

print("loading")
LOADED_BY = os.getpid()
STATE = []

def who():
    return LOADED_BY, os.getpid(), os.getppid()

def count():
    STATE.append(1)
    return len(STATE)

def draw():
    return random.random(), np.random.rand()

def leave(code):
    os._exit(code)

def sleep(seconds):
    time.sleep(seconds)

def flood():
    while True:
        os.write(1, b"x" * 65536)

def hide():
    read, write = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.write(write, str(os.getpid()).encode())
            time.sleep(60)
        os._exit(0)
    return int(os.read(read, 20))

def kill_loader():
    os.kill(LOADED_BY, signal.SIGKILL)

def here():
    with open("here.txt", "w") as file:
        file.write("x")
    return sorted(os.listdir("."))

def add(x):
    return x + 1
"""


@pytest.fixture
def once(worker):
    worker.load(SOURCE, files={"broken.py": b"1 / 0\n"}, load="once")
    return worker


def test_files_are_loaded_once_and_tests_are_forked(once):
    loader, first, parent = once.call("who")
    assert loader not in (first, parent)
    once.again()
    again, second, _parent = once.call("who")
    assert again == loader
    assert second != first
    assert once.printed == "loading\n"


def test_each_test_has_the_state_after_loading(once):
    assert [once.call("count"), once.call("count")] == [1, 2]
    once.again()
    assert once.call("count") == 1


def test_each_test_is_seeded(once):
    first = once.call("draw")
    once.again()
    assert once.call("draw") == first


def test_a_file_that_forgets_its_dead_children_loses_nothing(worker):
    forget = "import signal\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
    worker.load(forget + SOURCE, load="once")
    for _ in range(2):
        assert worker.call("add", 1) == 2
        worker.again()


def test_a_failed_load_is_told_each_time(once, told):
    for _ in range(2):
        with pytest.raises(told) as caught:
            once.ask("import", file="broken.py")
        assert (caught.value.type, caught.value.stage) == ("ZeroDivisionError", "import")
        once.again()


def test_an_exit_costs_its_test_only(once):
    with pytest.raises(StudentProcessEnded) as caught:
        once.call("leave", 3)
    assert caught.value.code == 3
    loader = once.again() and once.call("who")[0]
    once.again()
    assert once.call("who")[0] == loader


def test_a_flood_costs_its_test_only(once):
    with pytest.raises(StudentProcessEnded) as caught:
        once.call("flood")
    assert caught.value.cause == "output"
    assert once.again()
    assert once.call("add", 1) == 2


def test_an_abandoned_test_is_ended(once):
    once.call("add", 1)
    with pytest.raises(TimeoutError):
        once.call("sleep", 60, seconds=0.3)
    assert once.again()
    assert once.call("add", 1) == 2


def test_the_sweep_spares_only_the_loader(once, is_alive):
    pid = once.call("hide")
    loader = once.call("who")[0]
    assert once.again()
    assert not is_alive(pid)
    assert is_alive(loader)


def test_the_folder_is_restored(once):
    assert once.call("here") == ["broken.py", "here.txt", "work.py"]
    assert once.again()
    assert once.call("here") == ["broken.py", "here.txt", "work.py"]


def test_a_killed_loader_is_replaced(once):
    before = once.call("who")[0]
    once.call("kill_loader")
    once.again()
    assert once.call("who")[0] != before


def test_an_exit_while_loading_is_the_end_of_each_test(worker):
    worker.load("import os\nos._exit(5)\n", load="once")
    for _ in range(20):  # each time the loader may end before or after it is asked
        with pytest.raises(StudentProcessEnded) as caught:
            worker.ask("import", file="work.py")
        assert caught.value.code == 5
        worker.again()


def test_an_order_to_a_loader_that_has_just_ended_is_no_error():
    ours, theirs = socket.socketpair()
    theirs.close()
    with ours:
        Loader(1, ours).order(1, 0, ours.fileno(), ours.fileno())


def test_a_hang_while_loading_can_be_abandoned(worker):
    worker.load("import time\ntime.sleep(60)\n", load="once")
    with pytest.raises(TimeoutError):
        worker.ask("import", file="work.py", seconds=0.3)
    assert worker.again()


def test_a_test_nobody_asked_in_leaves_no_confusion(once):
    for _ in range(5):
        once.again()
    assert once.call("add", 1) == 2


def test_other_files_have_another_loader(once, is_alive):
    before = once.call("who")[0]
    once.client.end(seconds=20)
    once.load(SOURCE, load="once")
    assert once.call("who")[0] != before
    assert not is_alive(before)
