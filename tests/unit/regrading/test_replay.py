"""One grade again: the same, or what differs; what a person decided is not held against it."""

import pytest

from autograder.model import Student, Submission
from autograder.regrading import replay
from autograder.scoring import apply_overrides

CHECK = "hidden/test_total.py::test_total"
WORK = Submission(id="ada", assignment="sums", student=Student(id="ada"), digest="sha256:d")


class Again:
    """Stands for a grader that gives one grade."""

    def __init__(self, result):
        self._result = result
        self.adopted = None

    def adopt(self, expected):
        self.adopted = [check.name for check in expected]

    def grade(self, submission):
        return self._result


def replayed(before, after, *, is_as_it_was=True):
    return replay(before, Again(after), WORK, is_as_it_was=is_as_it_was)


def test_the_same_grade_is_the_same(make):
    grade = make.grade(4, checks=[make.check(CHECK, 2)], rubric=[make.answer(1.0)])
    found = replayed(grade, grade)
    assert (found.checks, found.answers) == (1, 1)
    assert (found.different_checks, found.different_answers, found.failed) == ((), (), ())


@pytest.mark.parametrize("now", [("failed", 0), ("timeout", 0), ("failed", 1)])
def test_another_outcome_or_other_points_are_named(make, now):
    outcome, points = now
    before = make.grade(4, checks=[make.check(CHECK, 2)])
    after = make.grade(4, checks=[make.check(CHECK, points, outcome=outcome)])
    (one,) = replayed(before, after).different_checks
    assert (one.outcome_after, one.after) == (outcome, points)


@pytest.mark.parametrize("now", [(1.5, "scored"), (1.0, "suggested"), (None, "needs_review")])
def test_an_answer_that_is_scored_otherwise_is_named(make, now):
    points, status = now
    before = make.grade(4, rubric=[make.answer(1.0)])
    found = replayed(before, make.grade(4, rubric=[make.answer(points, status=status)]))
    assert [one.before for one in found.different_answers] == ["scored 1"]


def test_what_a_person_decided_is_not_compared(make):
    given = make.grade(4, checks=[make.check(CHECK, 0)], rubric=[make.answer(1.0)])
    decisions = [make.override(f"check:{CHECK}", 2), make.override("question:why", 2)]
    found = replayed(apply_overrides(given, decisions), given)
    assert (found.different_checks, found.different_answers) == ((), ())


def test_a_fault_of_ours_is_no_difference_of_the_student(make):
    before = make.grade(4, checks=[make.check(CHECK, 2)])
    found = replayed(before, make.grade(None, checks=[make.check(CHECK, 0, outcome="error")]))
    assert (found.failed, found.different_checks) == ((CHECK,), ())


def test_the_reference_says_which_checks_there_are_if_the_suite_is_another(make):
    grader = Again(make.grade(4))
    replay(make.grade(4, checks=[make.check(CHECK, 2)]), grader, WORK, is_as_it_was=False)
    assert grader.adopted is None
