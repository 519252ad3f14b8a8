"""A runner for the author's own code: one worker for many submissions, an early end."""

import pytest

CODE = """
import os, pathlib
def add(a, b): return a + b
def spin():
    while True: pass
def leave(): os._exit(3)
def note():
    notes = pathlib.Path("note")
    seen = notes.exists()
    notes.touch()
    return seen
"""
FOUR = """
    import pytest

    @pytest.mark.task("a")
    def test_first(submission): assert submission.add(1, 2) == 3

    @pytest.mark.task("a")
    def test_second(submission): assert submission.add(1, 1) == 2

    @pytest.mark.task("a")
    def test_third(submission): assert not submission.note()

    @pytest.mark.task("b")
    def test_last(submission): assert submission.module("optim").add(2, 2) == 4
"""


class Counting:
    """A sandbox that counts the workers that it lends."""

    def __init__(self, sandbox):
        self._sandbox = sandbox
        self.claims = 0
        self.name, self.guarantees = sandbox.name, sandbox.guarantees

    def claim(self, spec):
        self.claims += 1
        return self._sandbox.claim(spec)

    def close(self):
        pass


@pytest.fixture
def counting(course, sandbox):
    course.sandbox = Counting(sandbox)
    course.suite(FOUR)
    return course


def outcomes(report):
    return [str(result.outcome) for result in report.results]


@pytest.mark.parametrize("fork", [False, True])
def test_a_worker_serves_all_submissions_of_the_author(fork, counting):
    with counting.runner(fork=fork, keeps_workers=True) as runner:
        for wrong in ("a + b", "a - b", "a + b"):
            code = CODE.replace("a + b", wrong)
            report = runner.run(counting.submission(code, student=f"reference with {wrong}"))
            count = outcomes(report).count("passed")
            assert count == (4 if wrong == "a + b" else 1)
    assert counting.sandbox.claims == 1


def test_a_worker_of_a_student_serves_nobody_else(counting):
    with counting.runner(fork=True) as runner:
        for student in ("ada", "ben"):
            runner.run(counting.submission(CODE, student=student))
    assert counting.sandbox.claims == 2


def test_a_worker_that_was_thrown_away_is_not_kept(counting):
    counting.limits = counting.limits.model_copy(update={"call_seconds": 0.3})
    with counting.runner(fork=True, keeps_workers=True) as runner:
        spins = CODE.replace("def add(a, b): return a + b", "def add(a, b): spin()")
        first = runner.run(counting.submission(spins))
        assert outcomes(first) == ["timeout", "timeout", "passed", "timeout"]
        assert outcomes(runner.run(counting.submission(CODE))) == ["passed"] * 4


def test_nothing_is_run_after_the_first_failure_if_that_is_wanted(counting):
    with counting.runner(fork=True, keeps_workers=True) as runner:
        whole = runner.run(counting.submission(CODE), ends_at_failure=True)
        assert outcomes(whole) == ["passed"] * 4
        broken = CODE.replace("a + b", "a + b if a < b else 0")
        report = runner.run(counting.submission(broken), ends_at_failure=True)
        assert outcomes(report) == ["passed", "failed"]
        assert outcomes(runner.run(counting.submission(CODE))) == ["passed"] * 4
    assert counting.sandbox.claims == 1


def test_a_time_out_is_tried_again_before_it_ends_the_run(counting):
    counting.limits = counting.limits.model_copy(update={"call_seconds": 0.3})
    spins = CODE.replace("def add(a, b): return a + b", "def add(a, b): spin()")
    with counting.runner(fork=True) as runner:
        report = runner.run(counting.submission(spins), ends_at_failure=True)
    assert outcomes(report) == ["timeout"]
    assert report.results[0].attempts == 2
