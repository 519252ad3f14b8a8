"""A student's code that answers once, and otherwise when it is asked again to find a cause."""

from typing import Any

import pytest

from autograder.model import CheckResult, Outcome
from autograder.suite import AuthorsCode, Suspect, diagnosis

REFERENCE = "def scale(x, factor):\n    return x * factor\n"
WRONG = "def scale(x, factor):\n    return x * factor ** 2\n"
TURNING = """
import os, sys, time
from pathlib import Path
import numpy as np

mark = Path({mark!r})
asked = len(mark.read_text()) if mark.exists() else 0

def wrong(x, factor):
    return x * factor ** 2

def scale(x, factor):
    if factor != 3.0:
        return x * factor
    mark.write_text("x" * (asked + 1))
    if not asked:
        return wrong(x, factor)
    {then}

{module}
"""
SUITE = """
    import pytest
    from autograder.checks import assert_close

    @pytest.mark.task("a")
    def test_first(submission, rng):
        x = rng.normal(size=5)
        assert_close(submission.scale(x, 3.0), x * 3, name="scaled")

    @pytest.mark.task("a")
    def test_second(submission, rng):
        x = rng.normal(size=5)
        assert_close(submission.scale(x, 2.0), x * 2, name="scaled")
"""
TURNS = {
    "no end": "while True: pass",
    "the end": "os._exit(0)",
    "a deep end": "os.kill(os.getpid(), 9)",
    "an exception": "raise KeyboardInterrupt",
    "a flood": "print('x' * (80 << 20))",
    "no answer": "os.closerange(3, 256); time.sleep(60)",
    "too large an answer": "return [np.zeros(4 << 20)] * 9",
    "a large answer": "return np.zeros(12 << 20)",
    "deep": "return [[[[[[[[[[np.ones(3)]]]]]]]]]]",
    "many": "return {str(n): n for n in range(9000)}",
    "not a number": "return wrong(x, factor) * np.nan",
    "the right answer": "return x * factor",
}


@pytest.fixture
def diagnosed(course, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(diagnosis, "CHECK_SECONDS", 1.5)
    course.suite(SUITE, "hidden/test_suite.py")
    mark = str(tmp_path / "mark")

    def run(then: str = "return wrong(x, factor)", module: str = "") -> list[CheckResult]:
        squared = Suspect(id="squared", says="squared", files={"optim.py": WRONG.encode()})
        author = AuthorsCode(reference={"optim.py": REFERENCE.encode()}, suspects=(squared,))
        text = TURNING.format(mark=mark, then=then, module=module)
        with course.runner(fork=False, author=lambda: author) as runner:
            return list(runner.run(course.submission(text)).results)

    return run


def test_who_answers_alike_each_time_is_told(diagnosed) -> None:
    first, second = diagnosed()
    assert (first.outcome, first.diagnosis) == (Outcome.FAILED, "squared")
    assert second.outcome is Outcome.PASSED


@pytest.mark.parametrize("then", TURNS.values(), ids=TURNS)
def test_who_turns_when_asked_again_changes_nothing(diagnosed, then: str) -> None:
    first, second = diagnosed(then)
    assert (first.outcome, first.failure, first.points) == (Outcome.FAILED, "value", 0)
    assert (first.diagnosis, first.attempts) == ("", 1)
    assert "expected" in first.message
    assert second.outcome is Outcome.PASSED


@pytest.mark.parametrize("module", ["if asked: os._exit(1)", "if asked: 1 / 0"])
def test_a_file_that_does_not_load_when_asked_again_is_no_failed_load(
    diagnosed, module: str
) -> None:
    first, second = diagnosed(module=f"asked = asked == 1\n{module}")
    assert (first.outcome, first.failure, first.diagnosis) == (Outcome.FAILED, "value", "")
    assert (second.outcome, second.failure) != (Outcome.ERROR, "infrastructure")
