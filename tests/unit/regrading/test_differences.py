"""Old and new, per task, check and answer: who goes up, who goes down, what is given back."""

import pytest

from autograder.model import Lateness
from autograder.regrading import Cause, compare
from autograder.regrading.differences import kept_points
from autograder.scoring import apply_overrides

TOTAL, DOUBLE = "hidden/test_total.py::test_total", "public/test_double.py::test_double"
OWN = Cause(kind="suite", what="tests/hidden/test_total.py changed",
            part="tests/hidden/test_total.py")  # fmt: skip
OTHER = Cause(kind="suite", what="tests/public/test_double.py changed",
              part="tests/public/test_double.py")  # fmt: skip
LIMIT = Cause(kind="limits", what="call_seconds 10 -> 20", part="limits.call_seconds")


def test_equal_grades_do_not_differ(make):
    grade = make.grade(4, checks=[make.check(TOTAL, 2)], rubric=[make.answer(1.0)])
    found = compare(grade, grade)
    assert not found.changes_points
    assert (found.tasks, found.questions, found.checks) == ((), (), ())


def test_each_level_is_compared(make):
    before = make.grade(4, checks=[make.check(TOTAL, 0)], rubric=[make.answer(1.0)])
    after = make.grade(6, checks=[make.check(TOTAL, 2)], rubric=[make.answer(0.5)])
    found = compare(before, after, [OWN, LIMIT])
    assert (found.before, found.after) == (5, 6.5)
    assert [(one.id, one.before, one.after) for one in found.tasks] == [("total", 4, 6)]
    assert [(one.id, one.before, one.after) for one in found.questions] == [("why", 1, 0.5)]
    (check,) = found.checks
    assert (check.outcome_before, check.outcome_after) == ("failed", "passed")
    assert check.because == "tests/hidden/test_total.py changed"
    assert found.changes_points


def test_another_outcome_for_the_same_points_changes_no_grade(make):
    before = make.grade(4, checks=[make.check(TOTAL, 0, outcome="timeout")])
    after = make.grade(4, checks=[make.check(TOTAL, 0)])
    found = compare(before, after, [LIMIT])
    assert [one.because for one in found.checks] == ["call_seconds 10 -> 20"]
    assert not found.changes_points


def test_a_check_whose_own_file_did_not_change_is_said_to_pass_by_chance(make):
    before, after = (make.grade(4, checks=[make.check(TOTAL, p)]) for p in (0, 2))
    assert "by chance" in compare(before, after, [OTHER]).checks[0].because


def test_new_checks_and_those_taken_out_are_told_apart(make):
    before = make.grade(4, checks=[make.check(TOTAL, 2)])
    after = make.grade(4, checks=[make.check(DOUBLE, 2)])
    found = {check.name: check for check in compare(before, after, [OWN]).checks}
    assert found[DOUBLE].outcome_before is None
    assert found[TOTAL].outcome_after is None
    assert found[TOTAL].because == "the check was taken out"


def test_a_check_of_other_worth_says_so(make):
    before = make.grade(4, checks=[make.check(TOTAL, 2, most=2)])
    after = make.grade(5, checks=[make.check(TOTAL, 3, most=3)])
    assert compare(before, after).checks[0].because == "worth 2 -> 3 points"


def test_another_maximum_alone_changes_the_grade(make):
    assert compare(make.grade(4, most=6), make.grade(4, most=8)).changes_points


def test_decisions_that_fit_no_more_are_named(make):
    override = make.override(f"check:{TOTAL}", 1)
    before = apply_overrides(make.grade(0, checks=[make.check(TOTAL, 0)]), [override])
    found = compare(before, make.grade(0))
    assert found.lost_overrides == (override,)


@pytest.mark.parametrize(("new", "never", "kept"), [(3, True, 1), (3, False, 0), (5, True, 0)])
def test_only_never_lower_gives_points_back_and_only_what_is_missing(make, new, never, kept):
    assert kept_points(make.grade(4), make.grade(new), never_lower=never) == kept


def test_what_was_given_back_once_stays_until_the_work_earns_it(make):
    before = make.grade(3, regrade=make.regrade(kept=1))
    assert before.points == 4
    assert kept_points(before, make.grade(3), never_lower=False) == 1
    assert kept_points(before, make.grade(4), never_lower=False) == 0
    assert kept_points(before, make.grade(2), never_lower=False) == 1
    assert kept_points(before, make.grade(2), never_lower=True) == 2


def test_an_answer_that_waits_now_is_not_given_back_twice(make):
    before = make.grade(4, rubric=[make.answer(2.0)])
    after = make.grade(4, rubric=[make.answer(1.5, status="needs_review")])
    assert kept_points(before, after, never_lower=True) == 0


def test_a_total_that_a_person_decided_is_left_alone(make):
    before = apply_overrides(make.grade(4), [make.override("total", 6)])
    after = apply_overrides(make.grade(2), [make.override("total", 6)])
    assert kept_points(before, after, never_lower=True) == 0
    assert compare(before, after).before == compare(before, after).after == 6


def test_points_given_back_are_no_shield_against_a_later_decision(make):
    kept = make.grade(3, regrade=make.regrade(kept=1))
    assert apply_overrides(kept, [make.override("task:total", 0)]).points == 1


def test_lateness_takes_from_both_alike(make):
    late = Lateness(due=make.at, days=1, percent=50)
    before = make.grade(4, lateness=late)
    missing = kept_points(before, make.grade(3, lateness=late), never_lower=True)
    after = make.grade(3, lateness=late, regrade=make.regrade(kept=missing))
    assert (missing, before.points, after.points) == (1, 2, 2)


def test_a_grade_that_failed_through_our_fault_has_nothing_to_give_back(make):
    assert kept_points(make.grade(None), make.grade(3), never_lower=True) == 0
