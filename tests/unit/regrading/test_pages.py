"""The report of a regrade: all of a class, and nothing of it twice."""

from html import unescape

import pytest

from autograder.model import Student
from autograder.regrading import (
    Cause,
    ClassRegrade,
    StudentRegrade,
    compare,
    regrade_html,
    regrade_markdown,
)
from autograder.report import number

TOTAL, DOUBLE = "hidden/test_total.py::test_total", "public/test_double.py::test_double"
OWN = Cause(kind="suite", what="tests/hidden/test_total.py changed",
            part="tests/hidden/test_total.py")  # fmt: skip
OTHER = Cause(kind="suite", what="tests/public/test_double.py changed",
              part="tests/public/test_double.py")  # fmt: skip
SEED = Cause(kind="seed", what="the course's secret is another one: other inputs")


class Class:
    """A class in which each student had nothing for some checks, and has `points` for them now."""

    def __init__(self, make):
        self.make = make

    def student(self, name, points, names=(TOTAL,), causes=(OWN,), kept=0.0):
        old = self.make.grade(0, checks=[self.make.check(one, 0) for one in names])
        now = [self.make.check(one, points) for one in names]
        new = self.make.grade(points * len(names), checks=now)
        found = compare(old, new, causes)
        return StudentRegrade(
            submission_id=name, student=Student(id=name), direction="up", ran=True,
            difference=found, causes=tuple((one.kind, one.what) for one in causes), kept=kept,
            sentence=f"{name} has {number(found.after)} points now",
        )  # fmt: skip

    def regrade(self, *students):
        return ClassRegrade(
            assignment="sums", title="Sums", reason="a fix", at=self.make.at, preview=False,
            never_lower=False, whole=True, lock="", students=students,
        )  # fmt: skip


@pytest.fixture
def course(make):
    return Class(make)


@pytest.fixture(params=[regrade_html, regrade_markdown], ids=["html", "markdown"])
def written(request):
    """Writes a report; what keeps signs from being markup is taken out."""
    markup = str.maketrans("", "", "\\`")
    return lambda regrade: unescape(request.param(regrade)).translate(markup)


def test_the_only_cause_of_all_is_told_once(course, written):
    text = written(course.regrade(*(course.student(name, 2) for name in "abc")))
    assert text.count(OWN.what) == 1


def test_of_several_causes_each_is_told_once_more_above_its_checks(course, written):
    checks = (TOTAL, DOUBLE, f"{DOUBLE}_again")
    text = written(course.regrade(course.student("a", 2, checks, (OWN, OTHER))))
    assert text.count(OWN.what) == text.count(OTHER.what) == 2


def test_a_reason_that_not_all_share_stands_with_the_student(course, written):
    students = (course.student("a", 2), course.student("b", 2, causes=(SEED,)))
    text = written(course.regrade(*students))
    assert f"({SEED.what})" in text
    assert f"({OWN.what})" in text


def test_inputs_of_one_test_are_one_check(course, written):
    names = [f"{TOTAL}[{size}]" for size in (1, 2, 3)]
    regrade = course.regrade(course.student("a", 2, names), course.student("b", 2, names))
    (check,) = regrade.checks
    assert (check.name, check.up, check.down, check.other) == (TOTAL, 2, 0, 0)
    text = written(regrade)
    assert "failed → passed on 3 inputs" in text
    assert text.count("→ passed") == 1


def test_inputs_that_end_differently_are_counted_by_how_they_end(course, make, written):
    names = [f"{TOTAL}[{size}]" for size in (1, 2, 3)]
    old = make.grade(6, checks=[make.check(name, 2) for name in names])
    ends = zip(names, ("failed", "failed", "timeout"), strict=True)
    new = make.grade(0, checks=[make.check(name, 0, outcome=end) for name, end in ends])
    found = course.student("a", 2).model_copy(update={"difference": compare(old, new, (OWN,))})
    regrade = course.regrade(found)
    assert regrade.checks[0].down == 1
    assert "passed → failed on 2 inputs, passed → timeout on 1 input" in written(regrade)


def test_students_of_whom_the_same_is_told_stand_together(course, written):
    alike = [course.student(name, 2) for name in ("ada", "bo")]
    text = written(course.regrade(*alike, course.student("chi", 1)))
    assert text.count("failed → passed") == 1
    assert all(name in text for name in ("ada", "bo", "chi"))


def test_one_student_of_a_group_is_quoted(course, written):
    text = written(course.regrade(*(course.student(name, 2) for name in ("ada", "bo"))))
    assert "Each reads a sentence like ada's:" in text
    assert "ada has 2 points now" in text
    assert "bo has" not in text


def test_points_of_a_check_are_told_where_its_task_does_not_say_the_same(course, written):
    alone = written(course.regrade(course.student("a", 2)))
    assert f"Title of {TOTAL}: failed → passed" in alone
    both = written(course.regrade(course.student("a", 2, (TOTAL, DOUBLE))))
    assert f"Title of {TOTAL}: 0 → 2, failed → passed" in both


def test_what_was_kept_stands_with_each_student(course, written):
    students = [course.student("ada", 2, kept=1.5), course.student("bo", 2, kept=0.5)]
    text = written(course.regrade(*students))
    assert "1.5 of them kept" in text
    assert "0.5 of them kept" in text


def test_a_regrade_without_a_difference_has_no_table(course, written):
    text = written(course.regrade())
    assert "Checks that differ" not in text
    assert "| Check" not in text
