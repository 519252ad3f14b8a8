"""A class again: what runs, what is stored, what a fault of ours leaves as it was."""

import json
from contextlib import contextmanager

import pytest

from autograder.errors import SubmissionError
from autograder.gradebook import Gradebook
from autograder.model import Student, Submission
from autograder.regrading import Regrading, Settings, begin, interrupted

CHECK = "hidden/test_total.py::test_total"


class Again:
    """Stands for a grader: gives the grade that the test says, and counts what it was asked."""

    run_id = ("1.0", "t", "docker", "i")
    rubric_hash = "r"

    def __init__(self, result):
        self.result = result
        self.asked = []

    def expected(self):
        self.asked.append("reference")

    def setup(self):
        msg = "nothing is graded elsewhere"
        raise AssertionError(msg)

    def grade(self, submission, *, done, answers, on_result):
        self.asked.append("checks")
        self.answers = answers
        return self.result

    def with_answers(self, grade, submission):
        self.asked.append("answers")
        return grade.model_copy(update={"rubric": self.result.rubric})


class OneByOne:
    """Stands for an executor: all in this process, one after the other."""

    @contextmanager
    def opened(self, setup, here):
        yield here

    def map(self, work, jobs):
        return map(work, jobs)


class Class:
    """One student, graded before; `again` regrades."""

    def __init__(self, make, folder, book):
        self.make, self.out, self.book = make, folder, book

    def graded(self, grade):
        self.book.append(grade)

    def again(self, result, *, work=None, present=None, **settings):
        grader = Again(result)
        now = present or self.make.present(parts=self.make.parts | {"reference/work.py": "x"})
        settings = Settings(reason="a fix", at=self.make.at, **settings)
        run = Regrading(grader, now, self.out, self.book, settings)
        (told,) = run.run(self.book.of_submissions("sums"), work or self.work, OneByOne())
        return told, grader.asked

    def work(self, grade):
        return Submission(id="ada", assignment="sums", student=Student(id="ada"), digest="sha256:d")

    def in_force(self):
        return self.book.in_force("sums", "ada")


@pytest.fixture
def course(make, tmp_path):
    with Gradebook(tmp_path / "gradebook.db") as book:
        yield Class(make, tmp_path, book)


def test_what_depends_on_nothing_changed_runs_nothing_and_stores_nothing(course, make):
    course.graded(make.grade(4))
    told, asked = course.again(make.grade(6), present=make.present())
    assert (told.direction, told.ran, asked) == ("same", False, [])
    assert len(course.book.history("sums", "ada")) == 1


def test_a_better_grade_is_appended_with_its_reason(course, make):
    course.graded(make.grade(4, checks=[make.check(CHECK, 0)]))
    told, asked = course.again(make.grade(6, checks=[make.check(CHECK, 2)]))
    assert (told.direction, asked) == ("up", ["reference", "checks"])
    assert "from 4 to 6 of 6" in told.sentence
    assert course.in_force().regrade.reason == "a fix"
    assert [one.points for one in course.book.history("sums", "ada")] == [4, 6]
    assert "from 4 to 6" in (course.out / "ada" / "report.md").read_text()


def test_a_preview_stores_nothing(course, make):
    course.graded(make.grade(4))
    told, _ = course.again(make.grade(6), preview=True)
    assert told.direction == "up"
    assert course.in_force().points == 4
    assert not (course.out / "ada" / "grade.json").exists()


def test_a_changed_rubric_scores_answers_and_runs_no_check(course, make):
    course.graded(make.grade(4, rubric=[make.answer(1.0)]))
    result = make.grade(0, rubric=[make.answer(2.0)])
    told, asked = course.again(result, present=make.present(rubric_hash="q"))
    assert asked == ["reference", "answers"]
    assert (told.difference.before, told.difference.after) == (5, 6)


def test_a_fault_of_ours_lowers_nothing_and_is_named(course, make):
    course.graded(make.grade(4))
    told, _ = course.again(make.grade(None, problem="the engine is gone"))
    assert (told.direction, told.problem) == ("ours", "the engine is gone")
    assert course.in_force().points == 4


def test_work_that_is_not_there_is_not_comparable(course, make):
    def gone(grade):
        msg = "was not kept"
        raise SubmissionError(msg)

    course.graded(make.grade(4))
    told, _ = course.again(make.grade(6), work=gone)
    assert (told.direction, told.problem) == ("not comparable", "was not kept")
    assert course.in_force().points == 4


def test_who_falls_keeps_the_points_if_nobody_is_to_be_lowered(course, make):
    course.graded(make.grade(4))
    told, _ = course.again(make.grade(3), never_lower=True)
    assert (told.direction, told.kept) == ("kept", 1)
    assert course.in_force().points == 4
    assert "your points stay at 4 of 6" in told.sentence


def test_what_was_kept_once_is_no_change_later(course, make):
    course.graded(make.grade(3, regrade=make.regrade(kept=1)))
    told, _ = course.again(make.grade(3))
    assert (told.direction, told.sentence) == ("same", "")
    assert course.in_force().points == 4


def test_a_decision_survives_and_one_that_fits_no_more_is_named(course, make):
    course.graded(make.grade(4, checks=[make.check(CHECK, 0)]))
    course.book.override_all(
        "sums",
        [("ada", make.override("task:total", 5)), ("ada", make.override(f"check:{CHECK}", 1))],
    )
    told, _ = course.again(make.grade(2))
    assert told.difference.after == 5
    assert [one.target for one in told.difference.lost_overrides] == [f"check:{CHECK}"]


def test_a_grade_that_failed_through_our_fault_gets_its_first_total(course, make):
    course.graded(make.grade(None))
    told, _ = course.again(make.grade(3), present=make.present())
    assert told.direction == "first"
    assert course.in_force().points == 3


def test_an_answer_that_a_person_must_read_again_is_no_loss(course, make):
    course.graded(make.grade(4, rubric=[make.answer(2.0)]))
    waits = make.grade(4, rubric=[make.answer(1.0, status="needs_review")])
    told, _ = course.again(waits)
    assert told.direction == "waits"


def test_late_days_are_as_they_were(course, make):
    course.graded(make.grade(4, submitted_at=make.at))
    course.again(make.grade(6))
    assert course.in_force().submitted_at == make.at


def test_an_interrupted_regrade_goes_on_in_its_folder_and_a_cut_line_is_done_again(course, make):
    course.graded(make.grade(4))
    told, _ = course.again(make.grade(6))
    first = begin(course.out, "key")
    first.add(told)
    with (first.folder / "students.jsonl").open("a") as file:
        file.write(json.dumps(told.model_dump(mode="json"))[:40])
    again = interrupted(course.out, "key")
    assert again.folder == first.folder == course.out / "regrade-1"
    assert again.done == {"ada": told}
    again.add(told.model_copy(update={"submission_id": "bo"}))
    assert set(interrupted(course.out, "key").done) == {"ada", "bo"}
    assert interrupted(course.out, "another") is None
    assert begin(course.out, "another").folder == course.out / "regrade-2"
