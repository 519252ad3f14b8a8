import math
from datetime import UTC, datetime

import pytest

from autograder.errors import SpecError
from autograder.model import (
    CheckResult,
    Grade,
    Manifest,
    Outcome,
    Override,
    RubricScore,
    Student,
    TaskScore,
)
from autograder.scoring import apply_overrides, override_targets, settled_points

AT = datetime(2026, 3, 14, tzinfo=UTC)


def override(target: str, points: float) -> Override:
    return Override(target=target, points=points, reason="fair", by="ta", at=AT)


def check(name: str, outcome: Outcome, points: float) -> CheckResult:
    return CheckResult(name=name, task="a", outcome=outcome, points=points, max_points=2)


@pytest.fixture
def grade() -> Grade:
    """Task a: 2 of 4 from two checks; task b: 1 of 1; one suggested answer of 3 points."""
    return Grade(
        submission_id="s1",
        student=Student(id="s1"),
        assignment="optimizers",
        assignment_title="Optimizers",
        assignment_version="1.0",
        status="graded",
        tasks=(
            TaskScore(id="a", title="A", points=2, max_points=4),
            TaskScore(id="b", title="B", points=1, max_points=1),
        ),
        checks=(check("x", Outcome.PASSED, 2), check("y", Outcome.FAILED, 0)),
        rubric=(RubricScore(item_id="why", points=1, max_points=3, status="suggested"),),
        manifest=Manifest(
            autograder="1",
            sandbox="docker",
            isolated=True,
            images=(),
            suite_hash="",
            submission_digest="",
            seed_id="",
            python="",
            numpy="",
            started_at=AT,
            seconds=1,
        ),
    )


def test_every_part_of_a_grade_can_be_overridden(grade: Grade) -> None:
    targets = override_targets(grade)
    assert targets == ("total", "task:a", "task:b", "check:x", "check:y", "rubric:why")
    for target in targets:
        assert apply_overrides(grade, [override(target, 1)]).overrides[-1].target == target


def test_a_decided_check_changes_its_task_and_the_total(grade: Grade) -> None:
    decided = apply_overrides(grade, [override("check:y", 1.5)])
    assert [task.points for task in decided.tasks] == [3.5, 1]
    assert decided.checks[1].points == 1.5
    assert decided.checks[1].outcome is Outcome.FAILED
    assert decided.points == 5.5


def test_a_decided_answer_is_confirmed(grade: Grade) -> None:
    decided = apply_overrides(grade, [override("rubric:why", 2)])
    assert decided.rubric[0].status == "confirmed"
    assert not decided.needs_review
    assert settled_points(decided) == 5


def test_a_decided_task_stands_above_its_checks(grade: Grade) -> None:
    decided = apply_overrides(grade, [override("task:a", 1), override("check:y", 2)])
    assert decided.tasks[0].points == 1


def test_a_decided_total_stands_above_everything(grade: Grade) -> None:
    decided = apply_overrides(grade, [override("total", 3), override("task:a", 4)])
    assert decided.points == settled_points(decided) == 3


def test_the_later_decision_of_one_target_wins_and_both_are_kept(grade: Grade) -> None:
    decided = apply_overrides(grade, [override("task:a", 1), override("task:a", 3)])
    assert decided.tasks[0].points == 3
    assert [o.points for o in decided.overrides] == [1, 3]


def test_decisions_may_be_added_one_by_one(grade: Grade) -> None:
    steps = [override("check:y", 1), override("rubric:why", 3), override("check:y", 2)]
    one_by_one = grade
    for step in steps:
        one_by_one = apply_overrides(one_by_one, [step])
    assert one_by_one == apply_overrides(grade, steps)


def test_a_decision_fills_what_our_failure_left_blank(grade: Grade) -> None:
    broken = grade.model_copy(
        update={
            "status": "error",
            "checks": (grade.checks[0], check("y", Outcome.ERROR, 0)),
            "tasks": (TaskScore(id="a", title="A", points=None, max_points=4), grade.tasks[1]),
            "rubric": (),
        }
    )
    untouched = apply_overrides(broken, [override("task:b", 0)])
    assert (untouched.status, untouched.points) == ("error", None)
    decided = apply_overrides(broken, [override("check:y", 1)])
    assert (decided.status, decided.points) == ("graded", 4)


def test_the_first_grade_is_not_changed(grade: Grade) -> None:
    before = grade.model_copy(deep=True)
    apply_overrides(grade, [override("total", 0)])
    assert grade == before


@pytest.mark.parametrize("target", ["task:c", "check:task:a", "rubric:", "Total", "", "tsk:a"])
def test_an_unknown_target_is_refused(grade: Grade, target: str) -> None:
    with pytest.raises(SpecError, match="has no such target"):
        apply_overrides(grade, [override(target, 1)])


def test_the_nearest_target_is_named(grade: Grade) -> None:
    with pytest.raises(SpecError, match="did you mean 'rubric:why'"):
        apply_overrides(grade, [override("rubric:wy", 1)])


@pytest.mark.parametrize("points", [math.nan, math.inf])
def test_points_that_are_no_number_are_refused(grade: Grade, points: float) -> None:
    with pytest.raises(SpecError, match="expected a number"):
        apply_overrides(grade, [override("total", points)])


def test_a_suggestion_is_not_a_result(grade: Grade) -> None:
    assert grade.points == 4
    assert settled_points(grade) is None
