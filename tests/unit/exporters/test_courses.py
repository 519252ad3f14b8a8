"""Files for course systems: whole rows of settled grades, or none at all."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from autograder import plugins
from autograder.errors import SpecError
from autograder.model import Exporter, Grade, Lateness, Manifest, Student, TaskScore

Grades = Callable[..., Grade]


@pytest.fixture
def make_grade() -> Grades:
    """A builder: `make_grade("ada", 3)` is a grade of 3 of 5 points of a student of the roster."""

    def build(name: str, points: float | None, /, **student: Any) -> Grade:
        known = {"id": name, "name": name.title(), "email": f"{name}@example.org"} | student
        made = Manifest(
            autograder="1", sandbox="docker", isolated=True, images=(), suite_hash="",
            submission_digest="", seed_id="", python="", numpy="",
            started_at=datetime(2026, 3, 14, tzinfo=UTC), seconds=1,
        )  # fmt: skip
        return Grade(
            submission_id=name, student=Student(**known), assignment="sums",
            assignment_title="=Sums", assignment_version="1", status="graded", checks=(),
            tasks=(TaskScore(id="total", title="Total", points=points, max_points=5),),
            manifest=made,
        )  # fmt: skip

    return build


def written(form: str, grades: list[Grade], folder: Path) -> list[list[str]]:
    exporter: Exporter = plugins.load("exporters", form)()
    assert exporter.name == form
    exporter.export(iter(grades), folder / form)
    with (folder / form).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_canvas_finds_students_by_the_rosters_id(make_grade: Grades, tmp_path: Path) -> None:
    grades = [make_grade("bo", 4), make_grade("ada", 2.5, name="=A"), make_grade("cy", None)]
    assert written("canvas", grades, tmp_path) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "'=Sums"],
        ["    Points Possible", "", "", "", "", "5.0"],
        ["'=A", "", "ada", "", "", "2.5"],
        ["Bo", "", "bo", "", "", "4.0"],
    ]


@pytest.mark.parametrize("form", ["canvas", "moodle"])
def test_points_leave_after_what_lateness_takes(
    make_grade: Grades, tmp_path: Path, form: str
) -> None:
    late = Lateness(due=datetime(2026, 3, 1, tzinfo=UTC), days=1, percent=10)
    grade = make_grade("bo", 4).model_copy(update={"lateness": late})
    assert written(form, [grade], tmp_path)[-1][-1] == "3.6"


def test_moodle_finds_students_by_their_address(make_grade: Grades, tmp_path: Path) -> None:
    grades = [make_grade("bo", 4), make_grade("cy", None, email="")]
    assert written("moodle", grades, tmp_path) == [
        ["useremail", "'=Sums"],
        ["bo@example.org", "4.0"],
    ]


@pytest.mark.parametrize(
    ("form", "student"),
    [
        ("canvas", {"email": ""}),  # no roster: the id is a folder's name, or a platform's
        ("canvas", {"id": "bo"}),  # two submissions of one student
        ("canvas", {"id": "=1+1"}),
        ("moodle", {"email": ""}),
        ("moodle", {"email": "bo@example.org"}),
    ],
)
def test_a_student_whom_the_system_cannot_find_stops_the_export(
    make_grade: Grades, tmp_path: Path, form: str, student: dict[str, str]
) -> None:
    grades = [make_grade("bo", 4), make_grade("cy", 3, **student)]
    with pytest.raises(SpecError, match="'cy': expected one student each whom the other system"):
        written(form, grades, tmp_path)
    assert not (tmp_path / form).exists()


def test_nothing_settled_is_said(make_grade: Grades, tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="no grade is settled"):
        written("moodle", [make_grade("cy", None)], tmp_path)
