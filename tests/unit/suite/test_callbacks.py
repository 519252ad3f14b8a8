from typing import Any

import numpy as np
import pytest

from autograder.errors import CheckFailure
from autograder.suite import conversation
from autograder.suite.failures import Refusal, WorkerFailure

CODE = """
import time

def call(f, *args, **kwargs): return f(*args, **kwargs)
def swallow(f):
    try: f()
    except BaseException: pass
    return "fine"
def caught(f):
    try: f()
    except Exception as error: return type(error).__name__
def other(f):
    try: f()
    except Exception: raise KeyError("mine")
def twice(f): return f(f(1))
def flood(f):
    while True: f()
def nap(f): f(); time.sleep(60)
def keep(f): global kept; kept = f
def late(): return kept(1)
class Odd: pass
def odd(f): return f(Odd())
"""


@pytest.fixture(scope="module")
def submission(open_talk) -> Any:
    with open_talk(CODE) as talk:
        yield talk.submission


def test_a_function_of_the_test_is_answered_on_the_trusted_side(submission) -> None:
    seen = []

    def f(x: Any, scale: Any = 1) -> Any:
        seen.append(x)
        return x * scale

    assert submission.call(f, np.ones(2), scale=3).tolist() == [3, 3]
    assert submission.twice(f) == 1
    assert [type(x) for x in seen] == [np.ndarray, int, int]


def test_the_tests_own_failure_is_raised_after_the_call(submission) -> None:
    def fails(*_args: Any) -> None:
        msg = "wrong gradient"
        raise CheckFailure(msg)

    for function in (submission.call, submission.swallow, submission.caught, submission.other):
        with pytest.raises(CheckFailure, match="wrong gradient"):
            function(fails)


def test_pytests_outcomes_are_raised_after_the_call(submission) -> None:
    with pytest.raises(pytest.fail.Exception, match="no"):
        submission.swallow(lambda: pytest.fail("no"))


def test_an_ordinary_exception_may_be_handled_by_the_student(submission) -> None:
    assert submission.caught(lambda: 1 / 0) == "ZeroDivisionError"
    with pytest.raises(ZeroDivisionError):
        submission.call(lambda: 1 / 0)


def test_the_students_code_learns_a_bare_type_name(submission) -> None:
    def tells() -> None:
        msg = "the secret is 42"
        raise LookupError(msg)

    with pytest.raises(LookupError, match="secret"):
        submission.call(tells)
    assert submission.caught(tells) == "LookupError"


def test_a_callback_cannot_ask_the_student_in_turn(submission) -> None:
    with pytest.raises(Refusal, match="cannot ask"):
        submission.call(lambda: submission.call(int))


def test_an_object_of_the_student_crosses_to_the_callback_as_a_handle(submission) -> None:
    seen = []
    submission.odd(lambda x: seen.append(repr(x)))
    assert seen == ["<handle of Odd>"]


def test_a_callback_that_returns_what_does_not_cross_is_the_suites_mistake(submission) -> None:
    with pytest.raises(Refusal, match="does not cross"):
        submission.call(lambda: {1, 2})


def test_a_callback_can_be_kept_for_a_later_call_of_the_same_check(submission) -> None:
    submission.keep(lambda x: x + 1)
    assert submission.late() == 2


def test_endless_callbacks_are_counted(open_talk, monkeypatch) -> None:
    monkeypatch.setattr(conversation, "CALLS", 50)
    calls = []
    with open_talk(CODE) as talk:
        with pytest.raises(WorkerFailure, match="50 calls") as raised:
            talk.submission.flood(lambda: calls.append(1))
        assert raised.value.kind == "protocol"
        with pytest.raises(WorkerFailure):
            talk.submission.swallow(lambda: None)
    assert len(calls) < 50


def test_the_clock_of_the_call_holds_over_its_callbacks(open_talk, course) -> None:
    with open_talk(CODE) as talk:
        limits = course.limits.model_copy(update={"call_seconds": 0.3})
        object.__setattr__(talk.conversation.clock, "limits", limits)
        with pytest.raises(WorkerFailure, match=r"`nap` did not end within 0.3 s"):
            talk.submission.nap(lambda: None)


def test_a_callback_that_runs_dry_does_not_end_a_loop_of_the_test(submission) -> None:
    dry = iter(())
    with pytest.raises(RuntimeError, match="StopIteration"):
        list(map(submission.call, [lambda: next(dry)]))


def test_texts_are_counted_too(open_talk, monkeypatch) -> None:
    monkeypatch.setattr(conversation, "BYTES", 1 << 20)
    with open_talk(CODE) as talk:
        talk.submission.call(lambda text: [text] * 4, "x" * (1 << 17))
        with pytest.raises(WorkerFailure, match="1 MiB"):
            talk.submission.call(len, "")


def test_bytes_are_counted(open_talk, monkeypatch) -> None:
    monkeypatch.setattr(conversation, "BYTES", 1 << 20)
    with open_talk(CODE) as talk:
        talk.submission.call(np.copy, np.zeros(1 << 15))
        with pytest.raises(WorkerFailure, match="1 MiB"):
            talk.submission.call(np.copy, np.zeros(1 << 16))
