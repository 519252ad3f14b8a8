"""Grades of one submission, made by hand: what was, what is, and why they differ."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.model import (
    AnswerScore,
    CheckResult,
    Grade,
    Identity,
    ImageRecord,
    Manifest,
    Outcome,
    Override,
    Regrade,
    Student,
    TaskScore,
)
from autograder.regrading import Present

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
PARTS = {
    "assignment.toml": "a",
    "limits.call_seconds": "10",
    "conventions.l2": "half",
    "tests/hidden/test_total.py": "b",
    "tests/public/test_double.py": "c",
    "reference/work.py": "d",
}
IMAGE = ImageRecord(name="numpy", digest="sha256:1", packages={"numpy": "2.1", "python": "3.12"})


class Make:
    """Builds records with the few words that a test is about."""

    at, parts, image = AT, PARTS, IMAGE

    def check(self, name, points, most=2.0, outcome=None, task="total"):
        whole = Outcome.PASSED if points == most else Outcome.FAILED
        ended = Outcome(outcome) if outcome else whole
        return CheckResult(
            name=name, task=task, title=f"Title of {name}", outcome=ended, points=points,
            max_points=most, hidden=name.startswith("hidden"),
        )  # fmt: skip

    def answer(self, points, status="scored", most=2.0, name="why"):
        return AnswerScore(
            question_id=name, prompt="Why?", points=points, max_points=most, status=status,
            items=(), language="en", scorer="lexical/1", rubric_hash="r",
        )  # fmt: skip

    def override(self, target, points):
        return Override(target=target, points=points, reason="so", by="Mary", at=AT)

    def regrade(self, kept):
        return Regrade(at=AT, reason="a fix", points_before=4, points_after=4, kept=kept)

    def grade(self, points, *, most=6.0, checks=(), rubric=(), overrides=(), parts=None, **more):
        manifest = Manifest(
            autograder="1", sandbox="docker", isolated=True, images=(IMAGE,), suite_hash="s",
            suite_parts=PARTS if parts is None else parts, rubric_hash="r",
            submission_digest="sha256:d", seed_id="i", python="3", numpy="2", started_at=AT,
            seconds=0,
        )  # fmt: skip
        manifest = manifest.model_copy(update=more.pop("manifest", {}))
        task = TaskScore(id="total", title="Total", points=points, max_points=most)
        fields = {"status": "graded" if points is not None else "error", **more}
        return Grade(
            submission_id="ada", student=Student(id="ada", name="Ada"), assignment="sums",
            assignment_title="Sums", assignment_version="1.0", tasks=(task,),
            checks=tuple(checks), rubric=tuple(rubric), overrides=tuple(overrides),
            manifest=manifest, **fields,
        )  # fmt: skip

    def present(self, *, parts=None, image=IMAGE, autograder="1", **fields):
        now = PARTS if parts is None else parts
        identity = Identity(
            autograder=autograder, numpy="2", suite_hash="s" if now == PARTS else "t",
            images=(image,),
        )  # fmt: skip
        given = {
            "rubric_hash": "r", "version": "1.0", "sandbox": "docker", "seed_id": "i", **fields,
        }  # fmt: skip
        return Present(identity=identity, suite_parts=now, **given)


@pytest.fixture
def make():
    return Make()


@pytest.fixture
def copied_course(tmp_path):
    course = Path(__file__).parents[2] / "cli" / "course"
    return Path(shutil.copytree(course, tmp_path / "course"))
