import os
import signal
import time

import pytest

from autograder.errors import ProtocolError
from autograder.wire import StudentProcessEnded

SOURCE = r"""
import ctypes, os, signal, socket, subprocess, sys, threading, time

def leave(code):
    os._exit(code)

def crash():
    ctypes.string_at(0)

def signal_self(number):
    os.kill(os.getpid(), number)
    time.sleep(5)

def sleep(seconds):
    time.sleep(seconds)

def channel():
    return next(fd for fd in range(3, 256) if is_socket(fd))

def is_socket(fd):
    try:
        return os.readlink(f"/proc/self/fd/{fd}").startswith("socket")
    except OSError:
        return False

def heir():
    # A grandchild holds every descriptor open and outlives its parent.
    if os.fork() == 0:
        time.sleep(60)
    os._exit(4)

def hang_up(seconds):
    os.close(channel())
    time.sleep(seconds)

def speak(data):
    os.write(channel(), data)
    return 1

def speak_later(data):
    threading.Timer(0.1, os.write, (channel(), data)).start()
    return 1

def deaf():
    # Reads no more, so that a large question fills the socket.
    threading.Thread(target=time.sleep, args=(60,)).start()
    pid = os.getpid()
    subprocess.Popen(["/bin/sh", "-c", f"sleep 0.2; kill -STOP {pid}"])
    return 1

def echo(x):
    return x

def zeros(n):
    return bytes(n)

def hide():
    pid = os.fork()
    if not pid:
        os.setsid()
        time.sleep(60)
    return pid

def add(x):
    return x + 1
"""


@pytest.fixture
def ending(worker):
    worker.load(SOURCE)

    def call(*args):
        with pytest.raises(StudentProcessEnded) as caught:
            worker.call(*args)
        return caught.value

    return call


@pytest.mark.parametrize("code", [0, 3])
def test_an_exit_of_the_process_is_its_end(ending, worker, code):
    ended = ending("leave", code)
    assert (ended.code, ended.oom, ended.cause) == (code, False, "")
    assert ending("add", 1).code == code


def test_the_next_test_has_a_process_of_its_own(ending, worker):
    ending("leave", 1)
    assert worker.again()
    assert worker.call("add", 1) == 2


def test_a_crash_is_its_signal(ending):
    assert ending("crash").code == -signal.SIGSEGV


def test_a_signal_of_its_own_ends_it(ending):
    assert ending("signal_self", int(signal.SIGTERM)).code == -signal.SIGTERM


def test_a_stopped_process_is_ended_by_the_clock_outside(worker):
    worker.load(SOURCE)
    with pytest.raises(TimeoutError):
        worker.call("signal_self", int(signal.SIGSTOP), seconds=0.3)


def test_a_hanging_call_can_be_abandoned(worker):
    worker.load(SOURCE)
    with pytest.raises(TimeoutError):
        worker.call("sleep", 60, seconds=0.3)
    assert worker.again()
    assert worker.call("add", 1) == 2


def test_the_heir_of_a_socket_does_not_hide_an_end(ending, worker):
    assert ending("heir").code == 4
    assert worker.again()


def test_a_process_that_hangs_up_is_ended(ending):
    assert ending("hang_up", 60).cause == "closed"


def test_a_process_that_hangs_up_and_leaves_was_not_ended_by_us(ending):
    assert ending("hang_up", 0).cause == ""


@pytest.mark.parametrize(
    "data",
    [
        b"X" * 12,
        b"AGW1" + b"\xff" * 8,
        b"AGW1" + (2**20 + 1).to_bytes(4, "little") + bytes(4),
        b"AGW1" + bytes(4) + (33 * 2**20).to_bytes(4, "little"),
    ],
    ids=["magic", "lengths", "header", "body"],
)
def test_a_bad_prefix_ends_the_process(ending, data):
    assert ending("speak", data).cause == "protocol"


def test_two_answers_end_the_process(ending):
    assert ending("speak", 2 * (b"AGW1" + bytes(8))).cause == "protocol"


def test_speaking_unasked_ends_the_process(ending, worker):
    assert worker.call("speak_later", b"AGW1" + bytes(8)) == 1
    time.sleep(0.3)
    assert ending("add", 1).cause == "protocol"


def test_a_forged_answer_is_refused_by_its_number(worker):
    worker.load(SOURCE)
    header = b'{"seq":99,"kind":"value","tree":1,"buffers":[]}'
    forged = b"AGW1" + len(header).to_bytes(4, "little") + bytes(4) + header
    with pytest.raises((ProtocolError, StudentProcessEnded)):
        worker.call("speak", forged)


def test_a_deaf_process_does_not_keep_the_zygote_from_the_next(worker):
    worker.load(SOURCE)
    worker.call("deaf")
    time.sleep(0.5)
    with pytest.raises(TimeoutError):
        worker.call("echo", b"x" * (8 << 20), seconds=0.5)
    assert worker.again()
    assert worker.call("add", 1) == 2


def test_large_values_cross_in_both_directions(worker):
    worker.load(SOURCE)
    data = os.urandom(12 << 20)
    assert worker.call("echo", data) == data


def test_a_frame_has_the_size_that_load_allows(worker, told):
    worker.load(SOURCE, frame_mb=1)
    with pytest.raises(told, match="at most 1048576 bytes in one call") as caught:
        worker.call("zeros", 2 << 20)
    assert caught.value.stage == "encode"


def test_a_worker_leaves_nothing_when_nobody_listens(start, is_alive):
    worker = start()
    worker.load(SOURCE)
    pid = worker.call("hide")
    assert is_alive(pid)
    worker.client.close()
    assert worker.process.wait(20) == 0
    assert not is_alive(pid)
    assert not worker.folder.exists()
