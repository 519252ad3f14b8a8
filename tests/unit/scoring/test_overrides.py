import math
from datetime import UTC, datetime

import pytest

from autograder.errors import SpecError
from autograder.model import (
    AnswerScore,
    CheckResult,
    Grade,
    ItemScore,
    Outcome,
    Override,
    Rule,
    Student,
    TaskScore,
)
from autograder.scoring import (
    apply_overrides,
    basis_of,
    override_targets,
    settled_points,
    still_holds,
)

from .manifests import manifest

AT = datetime(2026, 3, 14, tzinfo=UTC)


def override(target: str, points: float) -> Override:
    return Override(target=target, points=points, reason="fair", by="ta", at=AT)


def check(name: str, outcome: Outcome, points: float) -> CheckResult:
    return CheckResult(name=name, task="a", outcome=outcome, points=points, max_points=2)


def item(item_id: str, points: float | None, max_points: float = 1.5) -> ItemScore:
    return ItemScore(
        item_id=item_id, verdict=None, credit=None, points=points, max_points=max_points,
        status="suggested" if points is not None else "needs_review", reason="",
    )  # fmt: skip


def answer(*items: ItemScore, **rule) -> AnswerScore:
    """Two items, `how` and `when`; 1 of 3 points are suggested."""
    return AnswerScore(
        question_id="why", points=1, max_points=3, status="suggested", language="en",
        items=items or (item("how", 1), item("when", 0)), scorer="s/1", rubric_hash="",
        rule=Rule(**{"step": 0.5} | rule),
    )  # fmt: skip


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
        rubric=(answer(),),
        manifest=manifest(),
    )


def test_every_part_of_a_grade_can_be_overridden(grade: Grade) -> None:
    targets = override_targets(grade)
    assert targets == (
        "total", "task:a", "task:b", "check:x", "check:y",
        "question:why", "rubric:why.how", "rubric:why.when",
    )  # fmt: skip
    for target in targets:
        assert apply_overrides(grade, [override(target, 1)]).overrides[-1].target == target


def test_a_decided_check_changes_its_task_and_the_total(grade: Grade) -> None:
    decided = apply_overrides(grade, [override("check:y", 1.5)])
    assert [task.points for task in decided.tasks] == [3.5, 1]
    assert decided.checks[1].points == 1.5
    assert decided.checks[1].outcome is Outcome.FAILED
    assert decided.points == 4.5


def test_a_decided_answer_is_confirmed(grade: Grade) -> None:
    assert (grade.points, grade.waiting_points, settled_points(grade)) == (3, 3, None)
    decided = apply_overrides(grade, [override("question:why", 2)])
    assert decided.rubric[0].status == "confirmed"
    assert not decided.needs_review
    assert (decided.waiting_points, settled_points(decided)) == (0, 5)


def test_an_answer_waits_until_each_item_is_decided(grade: Grade) -> None:
    first = apply_overrides(grade, [override("rubric:why.how", 1.5)])
    assert [one.status for one in first.rubric[0].items] == ["confirmed", "suggested"]
    assert (first.points, first.waiting_points, first.rubric[0].points) == (3, 3, 1.5)
    both = apply_overrides(first, [override("rubric:why.when", 1)])
    assert (both.rubric[0].status, settled_points(both)) == ("confirmed", 5.5)


def test_a_decided_question_stands_above_its_items(grade: Grade) -> None:
    steps = [override("question:why", 3), override("rubric:why.how", 0)]
    assert apply_overrides(grade, steps).rubric[0].points == 3


@pytest.mark.parametrize(
    ("rule", "points"),
    [
        ({}, 2),
        ({"step": 1}, 2),
        ({"penalty": 0.5}, 1.5),
        ({"aggregate": "best_of"}, 1.5),
        ({"aggregate": "count_map", "counts": (0, 2, 3)}, 2.5),
    ],
)
def test_items_add_up_by_the_rule_of_their_question(grade: Grade, rule, points) -> None:
    changed = grade.model_copy(update={"rubric": (answer(**rule),)})
    steps = [override("rubric:why.how", 1.5), override("rubric:why.when", 0.4)]
    assert apply_overrides(changed, steps).rubric[0].points == points


def test_one_item_of_a_scored_answer_can_be_corrected(grade: Grade) -> None:
    scored = answer().model_copy(update={"status": "scored"})
    changed = grade.model_copy(update={"rubric": (scored,)})
    decided = apply_overrides(changed, [override("rubric:why.how", 0)])
    assert (decided.rubric[0].points, decided.rubric[0].status) == (0, "confirmed")


def test_an_item_without_points_keeps_its_answer_waiting(grade: Grade) -> None:
    unread = answer(item("how", 1), item("when", None))
    changed = grade.model_copy(update={"rubric": (unread.model_copy(update={"points": None}),)})
    decided = apply_overrides(changed, [override("rubric:why.how", 1)])
    assert (decided.rubric[0].points, decided.rubric[0].status) == (None, "needs_review")
    assert decided.points == 3


def test_a_decision_holds_for_the_answer_that_was_read(grade: Grade) -> None:
    read = override("question:why", 2).model_copy(update={"basis": basis_of(grade.rubric[0])})
    other = grade.rubric[0].model_copy(update={"answer": "Another text."})
    assert still_holds(read, grade)
    assert not still_holds(read, grade.model_copy(update={"rubric": (other,)}))
    assert not still_holds(override("question:who", 2), grade)


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
    steps = [override("check:y", 1), override("question:why", 3), override("check:y", 2)]
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
    with pytest.raises(SpecError, match="did you mean 'question:why'"):
        apply_overrides(grade, [override("question:wy", 1)])


@pytest.mark.parametrize("points", [math.nan, math.inf])
def test_points_that_are_no_number_are_refused(grade: Grade, points: float) -> None:
    with pytest.raises(SpecError, match="expected a number"):
        apply_overrides(grade, [override("total", points)])


def test_a_suggestion_is_not_a_result(grade: Grade) -> None:
    assert grade.points == 3
    assert settled_points(grade) is None
