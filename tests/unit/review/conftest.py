"""Grades with one written answer each, and sheets of them filled in."""

import csv
import io
from datetime import UTC, datetime

import pytest

from autograder.model import AnswerScore, Grade, ItemScore, Manifest, Rule, Student
from autograder.review import read_sheet, rows_of, verdicts_of
from autograder.scoring import apply_overrides

AT = datetime(2026, 3, 14, tzinfo=UTC)
MANIFEST = Manifest(
    autograder="1", sandbox="docker", isolated=True, images=(), suite_hash="", rubric_hash="r",
    submission_digest="", seed_id="seed", python="", numpy="", started_at=AT, seconds=1,
)  # fmt: skip


def item(name, **fields):
    known = {
        "item_id": name, "statement": f"It says {name}.", "verdict": "met", "credit": 1,
        "points": 1, "max_points": 1, "status": "suggested", "reason": f"You say {name}.",
    }  # fmt: skip
    return ItemScore(**known | fields)


def answer(text, question="why", **fields):
    known = {
        "question_id": question, "prompt": "Why?", "answer": text, "rule": Rule(step=0.5),
        "points": 2, "max_points": 2, "status": "suggested", "items": (item("a"), item("b")),
        "language": "en", "scorer": "s/1", "rubric_hash": "h",
    }  # fmt: skip
    return AnswerScore(**known | fields)


def grade(name, *answers, **fields):
    known = {
        "submission_id": name, "student": Student(id=name, name=f"Name of {name}"),
        "assignment": "sums", "assignment_title": "Sums", "assignment_version": "1",
        "status": "graded", "tasks": (), "checks": (), "rubric": answers, "manifest": MANIFEST,
    }  # fmt: skip
    return Grade(**known | fields)


@pytest.fixture
def make():
    """The builders by name."""

    class Builders:
        pass

    for builder in (item, answer, grade):
        setattr(Builders, builder.__name__, staticmethod(builder))
    return Builders


@pytest.fixture
def decide():
    """Read a sheet back onto grades; return what it decides."""

    def run(grades, text, *, by="mary", markdown=False):
        rows = rows_of(grades, everything=True)
        return verdicts_of(rows, read_sheet(text, markdown=markdown), by=by, at=AT)

    return run


@pytest.fixture
def after():
    """The grades with what a sheet decided."""

    def apply(grades, verdicts):
        return [
            apply_overrides(one, [o for name, o in verdicts.overrides if name == one.submission_id])
            for one in grades
        ]

    return apply


@pytest.fixture
def sheet():
    """A sheet of rows, each given as a dictionary of cells."""

    def write(*rows, delimiter=","):
        file = io.StringIO()
        names = ["row", "points", "items", "comment"]
        writer = csv.DictWriter(file, names, restval="", delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
        return file.getvalue()

    return write
