"""Claims held against made-up grades: pure functions, nothing is run."""

from datetime import UTC, datetime

import pytest

from autograder.authoring.verify.claims import (
    full_marks_breaches,
    loss_breaches,
    template_breaches,
    verdict_breaches,
)
from autograder.authoring.verify.timing import Timings, slowdown
from autograder.model import (
    CallRecord,
    CheckResult,
    Grade,
    Limits,
    Manifest,
    Student,
    TaskScore,
    Verdict,
)


def check(task, outcome="passed", points=2.0, failure="", message="", *, seconds=0.01, call=0.0):
    calls = (CallRecord(function="f", arguments="", result="", seconds=call),) if call else ()
    return CheckResult(
        name=f"hidden/test_{task}.py::test_it", task=task, outcome=outcome, points=points,
        max_points=2.0, failure=failure, message=message, seconds=seconds, calls=calls,
    )  # fmt: skip


def grade(*checks, seconds=1.0):
    tasks = [
        TaskScore(id=one.task, title=one.task, points=one.points, max_points=one.max_points)
        for one in checks
    ]
    manifest = Manifest(
        autograder="0", sandbox="process", isolated=False, images=(), suite_hash="",
        submission_digest="", seed_id="", python="", numpy="",
        started_at=datetime.now(UTC), seconds=seconds,
    )  # fmt: skip
    return Grade(
        submission_id="s", student=Student(id="s"), assignment="a", assignment_title="A",
        assignment_version="1", status="graded", tasks=tuple(tasks), checks=tuple(checks),
        manifest=manifest,
    )  # fmt: skip


WHOLE = grade(check("adam"), check("momentum"))
HALF = grade(
    check("adam", "failed", 0.0, "value", "w[0]: expected 1, found 2\nmore"), check("momentum")
)


def test_full_marks_are_full_marks():
    assert full_marks_breaches(WHOLE) == []
    (words,) = full_marks_breaches(HALF)
    assert words.startswith(
        "expected full marks, lost 2: hidden/test_adam.py::test_it failed: w[0]"
    )
    assert "more" not in words


@pytest.mark.parametrize(
    ("verdict", "holds"),
    [
        (Verdict(points=2, fails=("adam",), outcomes=("failed",)), True),
        (Verdict(at_most=3), True),
        (Verdict(points=4), False),
        (Verdict(at_most=1), False),
        (Verdict(points=2, fails=("momentum",)), False),
        (Verdict(points=2, fails=()), False),
        (Verdict(points=2, outcomes=("timeout",)), False),
    ],
)
def test_a_verdict_holds_in_every_word(verdict, holds):
    assert (verdict_breaches(HALF, verdict) == []) == holds


@pytest.mark.parametrize(
    ("fails", "max_loss", "holds"),
    [
        (("adam",), 2, True),
        (None, None, True),
        (("adam", "momentum"), 4, False),
        (("momentum",), 2, False),
        (("adam",), 1.5, False),
    ],
)
def test_a_mistake_loses_in_its_tasks_and_no_more_than_it_may(fails, max_loss, holds):
    assert (loss_breaches(HALF, fails, max_loss) == []) == holds


def test_a_mistake_that_nothing_notices_is_named():
    assert loss_breaches(WHOLE, ("adam",), 2) == ["it earns full marks: no check fails"]


def test_a_template_fails_in_plain_words():
    words = "your code raised NotImplementedError: adam: write your solution here"
    assert template_breaches(grade(check("adam", "failed", 0.0, "exception", words))) == []
    for outcome, failure, message in [
        ("timeout", "timeout", "took too long"),
        ("failed", "import", "cannot be imported"),
        ("failed", "exception", ""),
        ("failed", "exception", "Traceback (most recent call last)"),
    ]:
        assert template_breaches(grade(check("adam", outcome, 0.0, failure, message)))


def test_a_template_that_earns_points_is_named():
    found = template_breaches(WHOLE)
    assert len([words for words in found if "passes on the template" in words]) == 2
    assert "expected 0 points, found 4" in found


def slow(*grades, limits):
    timings = Timings(limits)
    for one in grades:
        timings.add("loops", one)
    return [finding.message for finding in timings.findings()]


LIMITS = Limits(call_seconds=2, test_seconds=20, submission_seconds=60)


def test_a_limit_has_ten_times_the_room_that_right_work_needs():
    assert slow(grade(check("adam", seconds=1.9, call=0.19)), limits=LIMITS) == []
    (test,) = slow(grade(check("adam", seconds=2.1)), limits=LIMITS)
    assert "2.10 s of test_seconds = 20: expected at most a tenth; set it to 21 or more" in test
    (call,) = slow(grade(check("adam", call=0.3)), limits=LIMITS)
    assert "0.30 s of call_seconds = 2" in call
    (whole,) = slow(grade(check("adam"), seconds=7), limits=LIMITS)
    assert "all checks takes 7.00 s of submission_seconds = 60" in whole


def test_the_quickest_of_several_runs_counts():
    busy, calm = grade(check("adam", seconds=9)), grade(check("adam", seconds=0.1))
    assert slow(busy, calm, limits=LIMITS) == []


def test_a_busy_machine_is_allowed_for():
    timings = Timings(LIMITS)
    timings.add("loops", grade(check("adam", seconds=6)), slower=4.0)
    assert timings.slow() == ()
    assert slowdown() >= 1
