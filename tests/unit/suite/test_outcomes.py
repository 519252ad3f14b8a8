import random

import pytest

from autograder.model import Outcome

CODE = """
import os, sys, time
print("loading")
def add(a, b): return a + b
def none(x): x + 1
def three(x): return 1, 2, 3
def fail(x):
    print("before")
    raise ValueError("bad " + str(x))
def leave(): os._exit(3)
def exits(): sys.exit(0)
def spin():
    while True: pass
def flood():
    while True: print("x" * 100000)
def lone(): print("\\udc80\\x1b[31m"); return "\\udc80"
def skip():
    class Skipped(Exception): __module__ = "_pytest.outcomes"
    raise Skipped("please")
class Odd: pass
def odd(): return Odd()
"""


def test_a_check_that_holds_earns_its_points(course) -> None:
    result = course.check(
        CODE,
        """
        "Adds.

        Did you add?"
        assert submission.add(1, 2) == 3
        """.replace('"', '"""'),
    )
    assert (result.outcome, result.points, result.max_points) == (Outcome.PASSED, 4, 4)
    assert (result.title, result.hint) == ("Adds.", "Did you add?")
    assert (result.task, result.hidden, result.failure) == ("a", False, "")
    assert result.output == "loading\n"
    assert result.attempts == 1


def test_a_comparison_that_fails_shows_what_was_compared(course) -> None:
    body = """
    from autograder.checks import assert_close
    assert_close(submission.add(np.ones(2), 1), np.zeros(2), name="sum")
    """
    result = course.check(CODE, body)
    assert (result.outcome, result.failure, result.points) == (Outcome.FAILED, "value", 0)
    assert "sum" in result.message
    assert result.comparisons[0].name == "sum"
    assert not result.comparisons[0].held
    call = result.calls[0]
    assert (call.function, call.arguments) == ("add", "array [1, 1] (2,) float64, 1")
    assert call.result == "array [2, 2] (2,) float64"


def test_a_plain_assertion_fails_with_its_rewritten_text(course) -> None:
    result = course.check(CODE, "assert submission.add(1, 2) == 4, 'sum'")
    assert (result.outcome, result.failure) == (Outcome.FAILED, "value")
    assert "assert 3 == 4" in result.message
    assert "assert 3 == 4" in result.details


def test_credit_gives_part_of_the_points(course) -> None:
    body = "from autograder.checks import credit\ncredit(0.25, 'shape right')"
    result = course.check(CODE, body)
    assert (result.outcome, result.failure, result.points) == (Outcome.FAILED, "credit", 1.0)
    assert result.message == "shape right"


def test_an_exception_of_the_student_is_told_with_its_lines(course) -> None:
    result = course.check(CODE, "submission.fail(7)")
    assert (result.outcome, result.failure) == (Outcome.FAILED, "exception")
    assert result.message == "your code raised ValueError: bad 7"
    frame = result.frames[-1]
    assert (frame.file, frame.function) == ("optim.py", "fail")
    assert frame.source == 'raise ValueError("bad " + str(x))'
    assert result.output == "loading\nbefore\n"


def test_a_call_with_too_many_arguments_is_not_said_to_be_raised_by_their_code(course) -> None:
    result = course.check(CODE, "submission.fail(7, 8)")
    assert result.message.startswith("the call failed with TypeError: fail() takes 1 positional")


def test_a_line_that_was_not_submitted_is_not_told(course) -> None:
    source = 'exec(compile("\\n" * 314158 + "def far(x): raise ValueError(x)", __file__, "exec"))'
    result = course.check(source, "submission.far(7)")
    assert result.message == "your code raised ValueError: 7"
    assert result.frames == ()


def test_the_seed_beside_the_student_is_not_that_of_the_inputs(course) -> None:
    source = "import random\nstarted = random.random()\ndef first(): return started"
    result = course.check(source, "pytest.fail(repr(submission.first()))")
    assert result.seed is not None
    assert float(result.message) != random.Random(result.seed).random()


@pytest.mark.parametrize("call", ["a, b = submission.none(1)", "submission.none(1)[0]"])
def test_a_forgotten_return_is_named(call: str, course) -> None:
    result = course.check(CODE, call)
    assert (result.outcome, result.failure) == (Outcome.FAILED, "exception")
    assert result.message.startswith("`none` returned None: is there a `return` at its end?")


def test_too_many_values_are_named(course) -> None:
    result = course.check(CODE, "a, b = submission.three(1)")
    assert "`three` returned a tuple of 3" in result.message


def test_an_object_where_numbers_are_due_is_named(course) -> None:
    result = course.check(CODE, "assert float(submission.odd()) == 1")
    assert (result.outcome, result.failure) == (Outcome.FAILED, "value")
    expected = "expected a plain value (number, list, array), found an object of type 'Odd'"
    assert result.message == expected


def test_a_missing_function_is_named(course) -> None:
    result = course.check(CODE, "submission.ad(1, 2)")
    assert (result.outcome, result.failure) == (Outcome.FAILED, "missing")
    assert "optim.py has no 'ad'" in result.message


def test_a_missing_file_is_named(course) -> None:
    result = course.check(CODE, "submission.module('net').forward(1)")
    assert (result.outcome, result.failure) == (Outcome.FAILED, "missing")
    assert "net.py" in result.message


def test_a_file_that_does_not_parse_is_the_students_failure(course) -> None:
    result = course.check("def add(a, b:\n    return a", "submission.add(1, 2)")
    assert (result.outcome, result.failure) == (Outcome.FAILED, "import")
    assert result.message.startswith("your file raised SyntaxError")
    assert result.frames[-1].line == 1
    assert result.frames[-1].source == "def add(a, b:"


@pytest.mark.parametrize(
    "swallowing",
    [
        "try:\n    submission.{0}()\nexcept Exception:\n    pass",
        "with pytest.raises(Exception):\n    submission.{0}()",
        "with pytest.raises(BaseException):\n    submission.{0}()\nassert True",
        "import contextlib\nwith contextlib.suppress(Exception):\n    submission.{0}()",
        "try:\n    submission.{0}()\nexcept Exception:\n    pytest.skip('later')",
        "try:\n    submission.{0}()\nfinally:\n    return",
    ],
)
def test_a_process_that_ended_fails_the_check_however_it_is_swallowed(
    swallowing: str, course
) -> None:
    result = course.check(CODE, swallowing.format("leave"))
    assert (result.outcome, result.failure, result.points) == (Outcome.FAILED, "ended", 0)
    words = (
        "your code ended the Python process in `leave` (exit status 3: is there a call of `exit`?)"
    )
    assert result.message == words


def test_after_its_end_the_process_answers_no_more_in_the_same_check(course) -> None:
    body = """
    with pytest.raises(Exception):
        submission.leave()
    assert submission.add(1, 2) == 3
    """
    assert course.check(CODE, body).failure == "ended"


def test_a_flood_of_output_is_named(course) -> None:
    result = course.check(CODE, "submission.flood()")
    assert (result.outcome, result.failure) == (Outcome.FAILED, "output")
    assert "printed too much" in result.message
    assert len(result.output) < 2 << 20


def test_a_call_that_does_not_end_is_tried_again_and_times_out(course) -> None:
    course.limits = course.limits.model_copy(update={"call_seconds": 0.3})
    result = course.check(CODE, "with pytest.raises(Exception):\n    submission.spin()")
    assert (result.outcome, result.failure, result.points) == (Outcome.TIMEOUT, "timeout", 0)
    assert result.message == "`spin` did not end within 0.3 s: is there a loop that does not end?"
    assert result.attempts == 2


def test_a_test_that_takes_too_long_in_all_its_calls_times_out(course) -> None:
    course.limits = course.limits.model_copy(update={"test_seconds": 0.5})
    result = course.check(CODE, "while True:\n    submission.add(1, 2)")
    assert result.outcome is Outcome.TIMEOUT
    assert "the check's 0.5 s were used up in" in result.message


@pytest.mark.parametrize("name", ["exits", "skip"])
def test_no_exception_of_the_student_skips_or_ends_the_test(name: str, course) -> None:
    result = course.check(CODE, f"submission.{name}()")
    assert (result.outcome, result.failure) == (Outcome.FAILED, "exception")


@pytest.mark.parametrize("words", ["pytest.skip('no torch')", "pytest.xfail('later')"])
def test_a_skipped_check_earns_nothing(words: str, course) -> None:
    result = course.check(CODE, words)
    assert (result.outcome, result.points) == (Outcome.SKIPPED, 0)
    assert result.message.startswith("skipped: ")


def test_hostile_text_is_kept_in_a_form_that_any_file_can_hold(course) -> None:
    result = course.check(CODE, "assert submission.lone() == 'x'")
    assert result.failure in ("value", "protocol")
    assert result.model_dump_json().encode("utf-8")


def test_an_exception_of_the_test_itself_is_a_failure_in_the_call(course) -> None:
    result = course.check(CODE, "np.ones(3).reshape(2, 2)")
    assert (result.outcome, result.failure) == (Outcome.FAILED, "exception")


FIXTURES = """
    import pytest

    @pytest.fixture
    def broken():
        {setup}
        yield
        {teardown}

    @pytest.mark.task("a")
    def test_it(broken, submission):
        pass
"""


def _with_fixture(course, setup: str, teardown: str = "pass") -> str:
    text = FIXTURES.format(setup=setup, teardown=teardown)
    text = text.replace("def broken():", "def broken(submission):")
    course.suite(text)
    result = course.run(CODE)["test_it"]
    return f"{result.outcome} {result.failure}"


@pytest.mark.parametrize(
    ("setup", "verdict"),
    [
        ("raise ValueError('ours')", "error infrastructure"),
        ("assert 1 == 2", "error infrastructure"),
        ("submission.fail(1)", "failed exception"),
        ("submission.leave()", "failed ended"),
        ("a, b = submission.none(1)", "failed exception"),
        ("assert submission.add(1, 1) == 3", "failed value"),
        ("float(submission.odd())", "failed value"),
        ("pytest.skip('no')", "skipped "),
    ],
)
def test_a_fixture_that_fails_is_our_fault_unless_the_student_was_asked(
    setup: str, verdict: str, course
) -> None:
    assert _with_fixture(course, setup) == verdict


def test_a_fixture_that_fails_afterwards_is_our_fault(course) -> None:
    assert _with_fixture(course, "pass", "raise ValueError('ours')") == "error infrastructure"


def test_student_code_cannot_pass_by_a_process_that_ends_in_tear_down(course) -> None:
    assert _with_fixture(course, "pass", "submission.leave()") == "failed ended"


def test_the_seconds_of_a_call_are_its_own_and_not_those_of_loading(course) -> None:
    code = "import time\ntime.sleep(0.3)\n\ndef f():\n    return 1\n"
    result = course.check(code, "assert submission.f() == 1")
    assert result.seconds - result.calls[0].seconds >= 0.3
