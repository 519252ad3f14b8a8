"""Grades that end one after the other, and a clock that is set by hand."""

from datetime import UTC, datetime

import pytest

from autograder.batch import Graded
from autograder.model import AnswerScore, Grade, Manifest, Student, TaskScore

MANIFEST = Manifest(
    autograder="1.0.0",
    sandbox="docker",
    isolated=True,
    images=(),
    suite_hash="sha256:a1",
    submission_digest="sha256:b2",
    seed_id="c3",
    python="3.11.2",
    numpy="2.4.6",
    started_at=datetime(2026, 3, 14, 15, 9, tzinfo=UTC),
    seconds=2.25,
)


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ended():
    """Make a `Graded` with `points` of 20, of which `waiting` may still be a person's."""

    def make(name="ada", points=20.0, *, again=True, waiting=0.0, **fields):
        answer = AnswerScore(
            question_id="q", points=None, max_points=waiting, status="needs_review", items=(),
            language="en", scorer="lexical/1", rubric_hash="aa",
        )  # fmt: skip
        task = TaskScore(id="adam", title="Adam", points=points, max_points=20 - waiting)
        known = {
            "submission_id": name,
            "student": Student(id=name),
            "assignment": "optimizers",
            "assignment_title": "Optimizers",
            "assignment_version": "1.0",
            "status": "graded",
            "tasks": (task,),
            "checks": (),
            "rubric": (answer,) if waiting else (),
            "manifest": MANIFEST,
        }
        return Graded(Grade(**known | fields), again=again)

    return make
