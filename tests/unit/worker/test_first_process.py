"""The zygote as the first process of a container, where nothing of a test can touch it."""

import pytest

from autograder.model import BoxSpec, Limits
from autograder.sandbox.docker import DockerSandbox
from autograder.wire import StudentProcessEnded, TensorValue

pytestmark = pytest.mark.docker

SECONDS = 60
SOURCE = r"""
import os, signal, time

def add(x):
    return x + 1

def read(path):
    with open(path, "rb") as file:
        return len(file.read(1))

def send_every_signal(times):
    for number in {*range(1, 32), 34, 64}:
        for _ in range(times):
            os.kill(1, number)
    time.sleep(0.1)

def daemon():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))
            time.sleep(60)
        os._exit(0)
    os.wait()

def brood(n):
    for _ in range(n):
        if os.fork() == 0:
            while True:
                time.sleep(1)

def breed():
    # Every child goes on to fork, so that some are born while others are killed.
    if os.fork() == 0:
        while True:
            try:
                os.fork()
            except OSError:
                pass
    time.sleep(0.3)

def alone():
    return sorted(int(name) for name in os.listdir("/proc") if name.isdigit()) == [1, os.getpid()]

def litter():
    for folder in ("/tmp", "/dev/shm"):
        with open(f"{folder}/left", "w") as file:
            file.write("x")
    os.makedirs("/tmp/a/b")
    os.chmod("/tmp/a", 0)

def look():
    return sorted(os.listdir("/tmp")), os.listdir("/dev/shm"), os.listdir(".")

def eat():
    kept = []
    while True:
        kept.append(bytearray(b"x" * (16 << 20)))

def square(x):
    return x * x

def parts(x, n, unused):
    return (x * n, x.sum(), n)

def numbers(x):
    return 3
"""


@pytest.fixture(scope="module")
def sandbox():
    with DockerSandbox(pool_size=0) as opened:
        yield opened


@pytest.fixture
def boxed(sandbox, converse):
    def claim(image="numpy", **options):
        worker = sandbox.claim(BoxSpec(image=image, limits=Limits()))
        conversation = converse(worker.stream)
        conversation.load(SOURCE, **options)
        claimed.append(worker)
        return conversation

    claimed = []
    yield claim
    for worker in claimed:
        worker.kill()


@pytest.mark.parametrize("name", ["mem", "environ", "maps", "stack", "fd/0"])
def test_its_memory_and_channel_cannot_be_read(boxed, told, name):
    conversation = boxed()
    with pytest.raises(told) as caught:
        conversation.call("read", f"/proc/1/{name}")
    assert caught.value.type == "PermissionError"
    assert conversation.again()


def test_no_signal_moves_it(boxed):
    conversation = boxed()
    conversation.call("send_every_signal", 500)
    assert conversation.again()
    assert conversation.call("add", 1) == 2


@pytest.mark.parametrize("name", ["daemon", "breed"])
def test_no_process_outlives_its_test(boxed, name):
    conversation = boxed()
    conversation.call(name, seconds=SECONDS)
    assert conversation.again()
    assert conversation.call("alone")


def test_sixty_children_are_swept(boxed):
    conversation = boxed()
    conversation.call("brood", 60)
    assert not conversation.call("alone")
    assert conversation.again()
    assert conversation.call("alone")


def test_every_writable_place_is_emptied(boxed):
    conversation = boxed()
    conversation.call("litter")
    assert conversation.again()
    assert conversation.call("look") == (["submission"], [], ["__pycache__", "work.py"])


def test_the_end_of_memory_ends_the_student_only(boxed):
    conversation = boxed()
    with pytest.raises(StudentProcessEnded) as caught:
        conversation.call("eat", seconds=SECONDS)
    assert (caught.value.code, caught.value.oom) == (-9, True)
    assert conversation.again()
    assert conversation.call("add", 1) == 2


def test_a_loaded_process_serves_in_a_container_too(boxed):
    conversation = boxed(load="once")
    conversation.call("daemon")
    assert conversation.again()
    assert conversation.call("add", 1) == 2
    assert not conversation.call("alone")


@pytest.mark.torch_image
def test_gradients_are_taken_beside_the_student(boxed):
    conversation = boxed("torch")
    x = TensorValue("float32", (2,), b"\0\0\x80\x3f\0\0\x40\x40")
    ones = TensorValue("float32", (2,), b"\0\0\x80\x3f" * 2)
    target = {"file": "work.py", "name": "square"}
    output, gradients = conversation.ask("vjp", [(x,), ones], target=target)
    assert output.numpy().tolist() == [1.0, 9.0]
    assert [gradient.numpy().tolist() for gradient in gradients] == [[2.0, 6.0]]


@pytest.mark.torch_image
def test_several_outputs_have_a_cotangent_each(boxed, told):
    conversation = boxed("torch")
    x, unused = (TensorValue("float32", (1,), b"\0\0\x80\x3f") for _ in range(2))
    scalar = TensorValue("float32", (), b"\0\0\0\x40")
    target = {"file": "work.py", "name": "parts"}
    request = [(x, 5, unused), (x, scalar, None)]
    outputs, gradients = conversation.ask("vjp", request, target=target)
    assert [type(output) for output in outputs] == [TensorValue, TensorValue, int]
    assert gradients[0].numpy().tolist() == [7.0]
    assert gradients[1] is None
    with pytest.raises(told, match="give one cotangent for each"):
        conversation.ask("vjp", [(x, 5, unused), (x,)], target=target)


@pytest.mark.torch_image
def test_an_output_without_a_gradient_has_none(boxed):
    x = TensorValue("float32", (1,), b"\0\0\x80\x3f")
    target = {"file": "work.py", "name": "numbers"}
    assert boxed("torch").ask("vjp", [(x,), None], target=target) == [3, [None]]


@pytest.mark.torch_image
def test_tensors_of_every_dtype_cross(boxed):
    conversation = boxed("torch")
    for dtype, size in (("bfloat16", 2), ("float16", 2), ("int64", 8), ("bool", 1)):
        tensor = TensorValue(dtype, (2, 0), b"")
        assert conversation.call("square", tensor).shape == (2, 0)
        tensor = TensorValue(dtype, (), bytes(size))
        back = conversation.call("square", tensor)
        assert (back.dtype, back.data) == (dtype, bytes(size))
