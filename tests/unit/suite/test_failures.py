import pytest

from autograder.suite.failures import MIRRORED, StudentException, student_exception
from autograder.suite.words import ending
from autograder.wire import StudentProcessEnded

ERROR = {"type": "Odd", "message": "no\nmore", "stage": "call", "frames": [], "mirror": None}


@pytest.mark.parametrize("name", MIRRORED)
def test_each_mirror_is_caught_by_its_builtin_class(name: str) -> None:
    error = student_exception({**ERROR, "type": name, "mirror": name})
    base = MIRRORED[name].__mro__[2]
    assert base.__name__ == name
    with pytest.raises(base, match="no\nmore") as raised:
        raise error
    assert str(raised.value) == "no\nmore"
    assert isinstance(raised.value, StudentException)
    assert not isinstance(raised.value, (StopIteration, SystemExit, KeyboardInterrupt))


def test_nothing_that_ends_a_loop_or_a_program_is_mirrored() -> None:
    ends = ("StopIteration", "StopAsyncIteration", "SystemExit", "KeyboardInterrupt")
    assert not {*ends, "GeneratorExit", "BaseException", "Exception"} & set(MIRRORED)


def test_a_subclass_is_told_by_its_own_name() -> None:
    error = student_exception({**ERROR, "type": "MyError\x1b", "mirror": "KeyError"})
    assert error.type_name == "MyError?"
    assert isinstance(error, KeyError)


def test_a_long_message_is_cut() -> None:
    assert len(str(student_exception({**ERROR, "message": "x" * 5000}))) == 2000


@pytest.mark.parametrize(
    ("code", "oom", "cause", "words"),
    [
        (0, False, "", ("ended", "exit status 0")),
        (-9, False, "", ("killed", "signal 9: Killed")),
        (-11, False, "", ("ended", "signal 11: Segmentation fault")),
        (-9, True, "", ("memory", "more than the 512 MB")),
        (-9, False, "output", ("output", "printed too much")),
        (-9, False, "protocol", ("protocol", "wrote on the channel")),
        (-9, False, "<b>new</b>", ("protocol", "was ended in `f`")),
        (-4000, False, "", ("ended", "signal 4000")),
    ],
)
def test_an_end_has_words(code: int, oom, cause: str, words: tuple[str, str], course) -> None:
    kind, text = ending(StudentProcessEnded(code=code, oom=oom, cause=cause), "`f`", course.limits)
    assert kind == words[0]
    assert words[1] in text
    assert "<b>" not in text
