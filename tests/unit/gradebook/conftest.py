from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from autograder.model import CheckResult, Grade, Manifest, Outcome, Override, Student, TaskScore

AT = datetime(2026, 3, 14, 15, 9, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """An empty place for a gradebook, of each kind that is supported."""
    if request.param == "sqlite":
        return tmp_path / "g.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def make_grade() -> Callable[..., Grade]:
    """A builder: `make_grade("s1", 3)` is a grade of 3 of 5 points."""

    def build(submission_id: str = "s1", points: float | None = 3, **fields: Any) -> Grade:
        known = {
            "submission_id": submission_id,
            "student": Student(id=submission_id),
            "assignment": "optimizers",
            "assignment_title": "Optimizers",
            "assignment_version": "1.0",
            "status": "graded",
            "tasks": (TaskScore(id="adam", title="Adam", points=points, max_points=5),),
            "checks": (
                CheckResult(
                    name="t.py::t",
                    task="adam",
                    outcome=Outcome.PASSED if points else Outcome.FAILED,
                    points=points or 0,
                    max_points=5,
                ),
            ),
            "manifest": Manifest(
                autograder="1.0",
                sandbox="docker",
                isolated=True,
                images=(),
                suite_hash="sha256:1",
                submission_digest="sha256:2",
                seed_id="3",
                python="3.11",
                numpy="2.4",
                started_at=AT,
                seconds=1.5,
            ),
        }
        return Grade(**known | fields)

    return build


@pytest.fixture
def make_override() -> Callable[..., Override]:
    """A builder: `make_override("total", 4)`."""

    def build(target: str = "total", points: float = 4, reason: str = "late bus") -> Override:
        return Override(target=target, points=points, reason=reason, by="ta-mary", at=AT)

    return build
