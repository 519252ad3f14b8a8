import numpy as np
import pytest

SOURCE = """
import threading

def apply(f, *args):
    return f(*args)

def shield(f, x):
    try:
        return f(x)
    except ZeroDivisionError as error:
        return f"caught {type(error).__name__}"

def gradient(f, x, h=1e-4):
    return [(f(v + h) - f(v - h)) / (2 * h) for v in x]

def echo(f):
    return f

KEPT = []

def keep(f):
    KEPT.append(f)

def use_later():
    failures = []
    def call():
        try:
            KEPT[0](1)
        except RuntimeError as error:
            failures.append(str(error))
    thread = threading.Thread(target=call)
    threading.Timer(0.2, thread.start).start()
    return 1

def in_threads(f):
    threads = [threading.Thread(target=f, args=(i,)) for i in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
"""


@pytest.fixture
def loaded(worker):
    worker.load(SOURCE)
    return worker


def test_the_tests_function_is_evaluated_on_the_trusted_side(loaded):
    assert loaded.call("apply", lambda a, b: a + b, 1, 2) == 3


def test_arrays_cross_in_callbacks(loaded):
    result = loaded.call("apply", lambda a: a * 2, np.ones(3))
    np.testing.assert_array_equal(result, 2 * np.ones(3))


def test_a_numerical_gradient_asks_many_times(loaded):
    result = loaded.call("gradient", lambda v: v**2, [1.0, 2.0])
    np.testing.assert_allclose(result, [2.0, 4.0], rtol=1e-6)


def test_an_exception_comes_back_as_its_builtin_class(loaded):
    assert loaded.call("shield", lambda x: x / 0, 1) == "caught ZeroDivisionError"


def test_an_uncaught_one_is_the_calls_error(loaded, told):
    with pytest.raises(told) as caught:
        loaded.call("apply", lambda x: x / 0, 1)
    assert caught.value.mirror == "ZeroDivisionError"
    assert caught.value.frames == [["work.py", 5, "apply"]]


def test_a_students_function_passes_back_without_traffic(loaded):
    apply = loaded.ask("get", target={"file": "work.py"}, name="echo")
    assert loaded.call("echo", apply) == apply


def test_a_function_handed_back_still_asks(loaded):
    handle = loaded.call("echo", lambda x: x + 1)
    assert loaded.call("apply", handle, 2) == 3


def test_callbacks_from_threads_take_turns(loaded):
    seen = []
    loaded.call("in_threads", seen.append)
    assert sorted(seen) == [0, 1, 2, 3]


def test_a_callback_between_calls_is_refused_beside_the_student(loaded):
    loaded.call("keep", lambda x: x)
    assert loaded.call("use_later") == 1
    # Had it been sent, the zygote would end the process for speaking unasked.
    helper = loaded.ask("define", source="import time", name="helper")
    time = loaded.ask("get", target={"handle": helper.number}, name="time")
    loaded.ask("call", [(0.4,), {}], target={"handle": time.number, "name": "sleep"})
    assert loaded.call("apply", lambda x: x, 5) == 5
