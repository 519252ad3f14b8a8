"""A suggestion is for staff: no total holds it and no student sees it."""

from datetime import UTC, datetime

import pytest

from autograder.model import Grade, Manifest, Override, Student
from autograder.report import student_json, student_markdown, student_view
from autograder.rubric import LexicalScorer
from autograder.scoring import apply_overrides, settled_points

ANSWER = "Momentum accelerates training with an average of past gradients; it is 0.9."


@pytest.fixture
def grade(question) -> Grade:
    started = datetime(2026, 1, 1, tzinfo=UTC)
    manifest = Manifest(
        autograder="0", sandbox="process", isolated=False, images=(), suite_hash="",
        submission_digest="", seed_id="", python="", numpy="", started_at=started, seconds=0,
    )  # fmt: skip
    return Grade(
        submission_id="ada", student=Student(id="ada", name="Ada"), assignment="optim",
        assignment_title="Optim", assignment_version="1", status="graded", tasks=(), checks=(),
        rubric=(LexicalScorer().score(question, ANSWER),), manifest=manifest,
    )  # fmt: skip


def test_suggested_points_are_no_total(grade) -> None:
    assert grade.rubric[0].points == 3
    assert (grade.points, grade.waiting_points, settled_points(grade)) == (0, 3, None)
    assert grade.needs_review


def test_a_student_sees_neither_points_nor_reasons(grade) -> None:
    view = student_view(grade)
    assert (view.points, view.points_so_far, view.waiting) == (None, 0, 1)
    assert (view.answers[0].points, view.answers[0].items) == (None, ())
    assert not any(passage.counts for passage in view.answers[0].passages)
    for page in (student_json(view), student_markdown(view)):
        assert "Your words" not in page
        assert "past gradients" not in page


def test_a_person_settles_them(grade) -> None:
    by = {"reason": "read", "by": "bo", "at": datetime(2026, 1, 2, tzinfo=UTC)}
    decisions = [
        Override(target=f"rubric:momentum.{item.item_id}", points=0.5, **by)
        for item in grade.rubric[0].items
    ]
    assert settled_points(apply_overrides(grade, decisions)) == 1.5
