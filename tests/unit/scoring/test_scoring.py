import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import SpecError
from autograder.model import Assignment, CheckResult, ExpectedCheck, Outcome, Task
from autograder.scoring import (
    check_points_match,
    complete,
    earned,
    score_tasks,
    unexpected,
)

AT = datetime(2026, 3, 14, tzinfo=UTC)


def expect(name: str, points: float = 1, **fields: Any) -> ExpectedCheck:
    known = {"task": "a", "hidden": False, "title": f"{name} holds.", "hint": "Look again?"}
    return ExpectedCheck(name=name, max_points=points, **known | fields)


def result(name: str, outcome: Outcome = Outcome.PASSED, **fields: Any) -> CheckResult:
    known = {"task": "a", "points": 1, "max_points": 1}
    return CheckResult(name=name, outcome=outcome, **known | fields)


def assignment(*tasks: tuple[str, float], tmp: Any = "/nowhere") -> Assignment:
    return Assignment(
        slug="optimizers",
        title="Optimizers",
        version="1.0",
        submit=("optim.py",),
        tasks=tuple(
            Task(id=name, title=name.upper(), file="optim.py", points=points)
            for name, points in tasks
        ),
        folder=tmp,
    )


def test_results_come_in_the_order_of_the_reference() -> None:
    checks = complete([expect("x"), expect("y")], [result("y"), result("x")])
    assert [check.name for check in checks] == ["x", "y"]


def test_a_missing_check_is_not_a_pass() -> None:
    (check,) = complete([expect("x", 3)], [])
    assert (check.outcome, check.points, check.max_points) == (Outcome.MISSING, 0, 3)
    assert check.failure == "missing"
    assert "found none" in check.message


def test_of_two_results_of_one_check_the_last_counts() -> None:
    first = result("x", Outcome.TIMEOUT, points=0)
    (check,) = complete([expect("x")], [first, result("x")])
    assert check.outcome is Outcome.PASSED


def test_a_result_that_nobody_expected_is_named_and_never_counted() -> None:
    extra = [result("x"), result("forged"), result("forged")]
    assert [check.name for check in complete([expect("x")], extra)] == ["x"]
    assert unexpected([expect("x")], extra) == ("forged",)


def test_what_the_reference_said_of_a_check_cannot_be_changed_by_a_run() -> None:
    forged = result("x", task="b", title="easy", hint="?", hidden=False, points=99, max_points=99)
    (check,) = complete([expect("x", 2, hidden=True)], [forged])
    assert (check.task, check.title, check.hidden) == ("a", "x holds.", True)
    assert (check.points, check.max_points) == (2, 2)


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.PASSED])
def test_only_a_pass_earns_points(outcome: Outcome) -> None:
    assert earned(result("x", outcome, failure="value")) == 0


def test_explicit_credit_earns_its_points_only_on_a_failure() -> None:
    assert earned(result("x", Outcome.FAILED, failure="credit", points=0.5)) == 0.5
    assert earned(result("x", Outcome.TIMEOUT, failure="credit", points=0.5)) == 0


@pytest.mark.parametrize(("points", "kept"), [(5, 1), (-5, 0), (math.nan, 0), (math.inf, 0)])
def test_points_of_a_check_stay_between_zero_and_its_maximum(points: float, kept: float) -> None:
    assert earned(result("x", points=points)) == kept


def test_three_thirds_are_one() -> None:
    thirds = [result(str(n), points=1 / 3, max_points=1 / 3) for n in range(3)]
    (task,) = score_tasks(assignment(("a", 1)), thirds)
    assert task.points == 1


def test_a_task_never_exceeds_its_points() -> None:
    (task,) = score_tasks(assignment(("a", 1.5)), [result("x"), result("y")])
    assert task.points == 1.5


def test_our_failure_leaves_its_task_blank_and_no_other() -> None:
    checks = [result("x", Outcome.ERROR), result("y"), result("z", task="b")]
    first, second = score_tasks(assignment(("a", 2), ("b", 1)), checks)
    assert (first.points, second.points) == (None, 1)


def test_a_task_without_a_result_has_no_points() -> None:
    (task,) = score_tasks(assignment(("a", 2)), [])
    assert task.points == 0


def test_a_check_of_an_unknown_task_is_the_instructors_fault() -> None:
    with pytest.raises(SpecError, match=r"'x' belongs to task 'adm'.*did you mean 'adam'"):
        score_tasks(assignment(("adam", 2)), [result("x", task="adm")])


@given(
    st.lists(
        st.tuples(st.sampled_from(Outcome), st.floats(), st.sampled_from(["credit", "value", ""]))
    )
)
def test_whatever_is_reported_a_task_has_its_points_or_none(
    reported: list[tuple[Outcome, float, str]],
) -> None:
    checks = [
        result(str(n), outcome, points=points, failure=failure)
        for n, (outcome, points, failure) in enumerate(reported)
    ]
    (task,) = score_tasks(assignment(("a", 2)), checks)
    ours = any(check.outcome is Outcome.ERROR for check in checks)
    assert (task.points is None) == ours
    assert ours or 0 <= (task.points or 0) <= 2


def test_points_that_add_up_are_not_reported() -> None:
    thirds = [expect(str(n), 1 / 3) for n in range(3)]
    assert check_points_match(assignment(("a", 1)), thirds) == []


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ([expect("x", 2), expect("y", 3)], "expected its checks to add up to 4 points, found 5"),
        ([], "4 points and no check"),
        ([expect("x", 4), expect("z", 0, task="b")], "'z' belongs to task 'b'"),
        ([expect("x", 2), expect("x", 2)], "'x' is reported 2 times"),
        ([expect("x", 5), expect("y", -1)], "negative or no number"),
        ([expect("x", math.nan)], "negative or no number"),
    ],
)
def test_points_that_do_not_add_up_are_reported(expected: list[ExpectedCheck], words: str) -> None:
    (finding,) = check_points_match(assignment(("a", 4)), expected)
    assert words in finding
