import pytest

SOURCE = """
import sys

class Odd(ValueError):
    def __str__(self):
        raise SystemExit(3)

class Text(str):
    def __getitem__(self, key):
        return 7

class Texty(ValueError):
    def __str__(self):
        return Text("plain enough")

class Meta(type):
    @property
    def __name__(cls):
        raise KeyError
    __mro__ = property(lambda cls: (KeyError,))

class Disguised(TypeError, metaclass=Meta):
    pass

class End(StopIteration):
    pass

class Own(BaseException):
    pass

def throw(kind, *args):
    raise eval(kind)(*args)

def deep(n):
    return deep(n - 1) if n else 1 / 0

def forever():
    return forever()

def library():
    import json
    json.loads("{")

def leave(how):
    if how == "sys":
        sys.exit(0)
    raise eval(how)

class Slippery:
    def __getattr__(self, name):
        raise KeyboardInterrupt

def slippery():
    return Slippery()

def huge():
    return list(range(20_000))

def nested():
    value = []
    for _ in range(50):
        value = [value]
    return value
"""


@pytest.fixture
def failure(worker, told):
    worker.load(SOURCE)

    def call(*args):
        with pytest.raises(told) as caught:
            worker.call(*args)
        return caught.value

    return call


def test_an_exception_is_told_with_its_own_frames(failure):
    error = failure("throw", "ValueError", "no good")
    assert (error.type, error.message, error.mirror) == ("ValueError", "no good", "ValueError")
    assert error.stage == "call"
    assert [frame[0] for frame in error.frames] == ["work.py"]
    assert error.frames[0][2] == "throw"


def test_at_most_twelve_frames_innermost_last(failure):
    error = failure("deep", 50)
    assert len(error.frames) == 12
    assert {name for _file, _line, name in error.frames} == {"deep"}


def test_frames_of_libraries_are_left_out(failure):
    error = failure("library")
    assert error.type == "JSONDecodeError"
    assert error.mirror == "ValueError"
    assert [frame[2] for frame in error.frames] == ["library"]


def test_a_message_that_cannot_be_read_is_said_so(failure):
    error = failure("throw", "Odd")
    assert error.message == "(its message could not be read: SystemExit)"
    assert error.mirror == "ValueError"


def test_a_message_is_plain_text(failure):
    assert failure("throw", "Texty").message == "plain enough"


def test_a_message_has_an_end(failure):
    assert len(failure("throw", "ValueError", "x" * 9000).message) == 2000


def test_a_class_cannot_lie_about_its_kind(failure):
    error = failure("throw", "Disguised")
    assert (error.type, error.mirror) == ("Disguised", "TypeError")


@pytest.mark.parametrize("how", ["sys", "SystemExit", "KeyboardInterrupt", "GeneratorExit"])
def test_leaving_is_an_error_of_that_call(failure, how):
    error = failure("leave", how)
    assert error.type == ("SystemExit" if how == "sys" else how)
    assert error.mirror is None


def test_the_process_answers_on_after_an_exit(failure, worker):
    failure("leave", "sys")
    assert failure("deep", 0).type == "ZeroDivisionError"


def test_stop_iteration_is_never_mirrored_as_itself(failure):
    assert failure("throw", "StopIteration").mirror == "Exception"
    assert failure("throw", "End").mirror == "Exception"
    assert failure("throw", "Own").mirror is None


def test_endless_recursion_is_an_error(failure):
    error = failure("forever")
    assert error.type == "RecursionError"
    assert len(error.frames) == 12


def test_attributes_may_raise_anything(failure, worker, told):
    handle = worker.call("slippery")
    with pytest.raises(told) as caught:
        worker.ask("get", target={"handle": handle.number}, name="x")
    assert caught.value.type == "KeyboardInterrupt"


def test_a_missing_name_names_what_is_near(failure):
    error = failure("forevr")
    assert error.stage == "missing"
    assert error.message == "work.py has no 'forevr'; did you mean 'forever'?"


@pytest.mark.parametrize("name", ["huge", "nested"])
def test_a_value_too_large_to_cross_says_so(failure, name):
    error = failure(name)
    assert error.stage == "encode"
    assert "too large to cross: at most" in error.message
