import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from autograder.model import Grade, Lateness, TaskScore
from autograder.report import (
    staff_html,
    student_html,
    student_markdown,
    student_view,
    summary_html,
    write_class_csv,
)

DUE = datetime.fromisoformat("2026-03-01T23:59:00+01:00")
CAME = datetime(2026, 3, 4, 8, 0, 1, tzinfo=UTC)


@pytest.fixture
def late(make: Any) -> Any:
    """Make a grade of 40 points that came three days late."""

    def made(points: float | None = 40, **fields: Any) -> Grade:
        task = TaskScore(id="a", title="A", points=points, max_points=50)
        lateness = Lateness(**{"due": DUE, "days": 3, "free_days": 2, "percent": 10} | fields)
        known = {"tasks": (task,), "checks": (), "rubric": (), "submitted_at": CAME}
        return make.grade(lateness=lateness, **known)

    return made


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "before late: 40, after: 36 (3 days late, 2 of them free, 10 %)"),
        ({"days": 1, "free_days": 0}, "before late: 40, after: 36 (1 day late, 10 %)"),
        ({"of": "max"}, "before late: 40, after: 35 (3 days late, 2 of them free, 10 % of all"),
        ({"percent": 0, "free_days": 3}, "before late: 40, after: 40 (3 days late, 3 of them fr"),
        ({"free_left": 1}, "before late: 40, after: 36 (3 days late, 2 of them free, 10 %, 1 fr"),
        ({"points": None}, "3 days late, 2 of them free, 10 %"),
    ],
)
def test_points_are_told_before_and_after(late: Any, fields: dict[str, Any], words: str) -> None:
    assert student_view(late(**fields)).late.startswith(words)


def test_both_times_stand_on_the_clock_of_the_deadline(late: Any) -> None:
    told = "due 2026-03-01 23:59:00+01:00 and handed in 2026-03-04 09:00:01+01:00"
    assert student_view(late()).late_when == told
    assert "+01:00 (extended) and handed in" in student_view(late(extended=True)).late_when


def test_work_in_time_is_told_nothing(late: Any) -> None:
    view = student_view(late(days=0, free_days=0, percent=0))
    assert (view.late, view.late_when) == ("", "")


def test_pages_tell_it_where_the_total_stands(late: Any) -> None:
    told = "before late: 40, after: 36"
    view = student_view(late())
    for page in (student_html(view), student_markdown(view), staff_html(late())):
        assert told in page
    assert told in summary_html("A", [late()])


def test_staff_alone_read_that_a_time_is_unknown(late: Any) -> None:
    grade = late(days=0, free_days=0, percent=0, unknown="no time of submission is known")
    assert "Nothing was taken: no time of submission is known." in staff_html(grade)
    assert "no time" not in student_html(student_view(grade))


def test_the_table_has_columns_of_lateness_where_there_is_a_deadline(
    late: Any, good: Grade, tmp_path: Path
) -> None:
    file = tmp_path / "gradebook.csv"
    write_class_csv([late(), good], file)
    with file.open(encoding="utf-8", newline="") as table:
        first, second = csv.DictReader(table)
    columns = ("points", "before_late", "days_late", "free_days", "late_percent")
    assert [first[name] for name in columns] == ["36.0", "40.0", "3", "2", "10.0"]
    assert [second[name] for name in columns] == ["19.0", "19.0", "", "", ""]
    assert "free_days_left" not in first


def test_the_table_says_what_the_course_has_left_of_late_days(late: Any, tmp_path: Path) -> None:
    file = tmp_path / "gradebook.csv"
    unknown = {"days": 0, "free_days": 0, "percent": 0, "unknown": "no time is known"}
    write_class_csv([late(free_left=3), late(free_left=5, **unknown)], file)
    with file.open(encoding="utf-8", newline="") as table:
        rows = [(row["free_days"], row["free_days_left"]) for row in csv.DictReader(table)]
    assert rows == [("2", "3"), ("", "5")]


def test_what_is_settled_so_far_is_reduced_too(late: Any) -> None:
    grade = late().model_copy(
        update={"tasks": (*late().tasks, TaskScore(id="b", title="B", points=None, max_points=5))}
    )
    assert student_view(grade).points_so_far == 36
