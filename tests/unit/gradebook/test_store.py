import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError

from autograder.errors import SpecError
from autograder.gradebook import Gradebook, GradebookError
from autograder.gradebook.places import parse_place
from autograder.model import Grade, Override, Student

Grades = Callable[..., Grade]
Overrides = Callable[..., Override]
AT = datetime(2026, 3, 14, 15, 9, tzinfo=UTC)


def test_what_was_appended_is_what_is_read(make_grade: Grades, where: Path | str) -> None:
    with Gradebook(where) as book:
        book.append(make_grade("s2"))
        book.append(make_grade("s1", None, status="error", problem="engine gone"))
    with Gradebook(where) as book:
        assert book.latest("optimizers") == [
            make_grade("s1", None, status="error", problem="engine gone"),
            make_grade("s2"),
        ]


def test_a_regrade_is_a_new_row_and_the_newest_one_counts(
    make_grade: Grades, where: Path | str
) -> None:
    with Gradebook(where) as book:
        for points in (1, 4, 2):
            book.append(make_grade("s1", points))
        assert [grade.points for grade in book.latest("optimizers")] == [2]
        assert [grade.points for grade in book.history("optimizers", "s1")] == [1, 4, 2]


def test_assignments_and_submissions_do_not_mix(
    make_grade: Grades, make_override: Overrides, where: Path | str
) -> None:
    with Gradebook(where) as book:
        book.append(make_grade("s1", 1))
        book.append(make_grade("s1", 2, assignment="convolution"))
        book.override("convolution", "s1", make_override())
        assert [grade.points for grade in book.latest("optimizers")] == [1]
        assert [grade.points for grade in book.latest("convolution")] == [4]
        assert book.latest("nothing") == book.history("optimizers", "s2") == []


def test_an_override_is_applied_kept_and_survives_a_regrade(
    make_grade: Grades, make_override: Overrides, where: Path | str
) -> None:
    with Gradebook(where) as book:
        book.append(make_grade("s1", 1))
        book.override("optimizers", "s1", make_override("task:adam", 2))
        book.override("optimizers", "s1", make_override("task:adam", 5))
        book.append(make_grade("s1", 3))
        (grade,) = book.latest("optimizers")
        assert grade.points == 5
        assert [o.points for o in grade.overrides] == [2, 5]
        assert book.overrides("optimizers", "s1") == list(grade.overrides)
        assert [old.points for old in book.history("optimizers", "s1")] == [1, 3]


def test_a_grade_that_was_read_and_appended_again_is_not_overridden_twice(
    make_grade: Grades, make_override: Overrides, where: Path | str
) -> None:
    with Gradebook(where) as book:
        book.append(make_grade("s1"))
        book.override("optimizers", "s1", make_override())
        before = book.latest("optimizers")
        book.append(before[0])
        assert book.latest("optimizers") == before


def test_an_override_keeps_its_moment_and_its_offset(
    make_grade: Grades, make_override: Overrides, where: Path | str
) -> None:
    at = datetime(2026, 3, 14, 9, tzinfo=timezone(timedelta(hours=-7)))
    override = make_override().model_copy(update={"at": at})
    with Gradebook(where) as book:
        book.append(make_grade("s1"))
        book.override("optimizers", "s1", override)
        assert book.overrides("optimizers", "s1")[0].at.isoformat() == at.isoformat()


def test_an_override_of_nothing_is_refused_and_not_stored(
    make_grade: Grades, make_override: Overrides, where: Path | str
) -> None:
    with Gradebook(where) as book:
        with pytest.raises(SpecError, match="no grade of submission 's1'"):
            book.override("optimizers", "s1", make_override())
        book.append(make_grade("s1"))
        with pytest.raises(SpecError, match="did you mean 'task:adam'"):
            book.override("optimizers", "s1", make_override("task:adm"))
        assert book.overrides("optimizers", "s1") == []


def test_an_override_that_a_regrade_left_without_target_is_logged_and_left_out(
    make_grade: Grades,
    make_override: Overrides,
    where: Path | str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with Gradebook(where) as book:
        book.append(make_grade("s1", 3))
        book.override("optimizers", "s1", make_override("check:t.py::t", 1))
        book.append(make_grade("s1", 3, checks=()))
        with caplog.at_level(logging.WARNING):
            (grade,) = book.latest("optimizers")
    assert grade.points == 3
    assert "'check:t.py::t' by 'ta-mary' no longer matches the grade of 's1'" in caplog.text


def test_hostile_and_broken_text_comes_back_unchanged(
    make_grade: Grades, make_override: Overrides, where: Path | str
) -> None:
    text = "lone \ud800, NUL \x00, '; DROP TABLE grades; --, \u202e, 北京"
    grade = make_grade(text, student=Student(id=text, name=text), problem=text)
    with Gradebook(where) as book:
        book.append(grade)
        book.override("optimizers", text, make_override(reason="plain"))
        assert book.history("optimizers", text) == [grade]
        assert book.latest("optimizers")[0].points == 4


def test_a_path_a_text_and_an_url_name_the_same_file(make_grade: Grades, tmp_path: Path) -> None:
    path = tmp_path / "odd ?#%name.db"
    with Gradebook(path) as book:
        book.append(make_grade("s1"))
    with Gradebook(str(path)) as book:
        assert len(book.latest("optimizers")) == 1
    plain = tmp_path / "g.db"
    path.rename(plain)
    with Gradebook(f"sqlite:///{plain}") as book:
        assert len(book.latest("optimizers")) == 1


@contextmanager
def by_hand(where: Path | str) -> Iterator[Connection]:
    """A connection of another program."""
    engine = create_engine(parse_place(where))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def test_the_columns_can_be_read_by_hand(make_grade: Grades, where: Path | str) -> None:
    with Gradebook(where) as book:
        book.append(make_grade("s1", None, status="error", submitted_at=AT))
    with by_hand(where) as raw:
        row = dict(raw.exec_driver_sql("SELECT * FROM grades").mappings().one())
        attempt = dict(raw.exec_driver_sql("SELECT * FROM attempts").mappings().one())
        manifest = dict(raw.exec_driver_sql("SELECT * FROM manifests").mappings().one())
    assert json.loads(row.pop("payload"))["submission_id"] == "s1"
    assert row == {
        "id": 1,
        "submission_id": "s1",
        "student_id": "s1",
        "assignment": "optimizers",
        "version": "1.0",
        "points": None,
        "max_points": 5.0,
        "status": "error",
        "digest": "sha256:2",
        "suite_hash": "sha256:1",
        "graded_at": "2026-03-14T15:09:00+00:00",
        "attempt_id": 1,
    }
    assert attempt == {
        "id": 1,
        "assignment": "optimizers",
        "submission_id": "s1",
        "student_id": "s1",
        "number": 1,
        "digest": "sha256:2",
        "submitted_at": "2026-03-14T15:09:00+00:00",
    }
    assert manifest == {
        "grade_id": 1,
        "autograder": "1.0",
        "sandbox": "docker",
        "isolated": True,
        "images": "[]",
        "rubric_hash": "",
        "seed_id": "3",
        "python": "3.11",
        "numpy": "2.4",
        "seconds": 1.5,
    }


TABLES = {
    "grades": "id",
    "overrides": "id",
    "attempts": "id",
    "manifests": "grade_id",
    "rules": "id",
}


def test_no_program_can_change_or_remove_a_row(
    make_grade: Grades, make_override: Overrides, where: Path | str
) -> None:
    with Gradebook(where) as book:
        book.append(make_grade("s1"))
        book.override("optimizers", "s1", make_override())
        book.set_rule("optimizers", "best")
        before = book.latest("optimizers")
    for table, key in TABLES.items():
        changes = [f"UPDATE {table} SET {key} = 9", f"DELETE FROM {table}"]
        changes += (
            [f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"]
            if isinstance(where, Path)
            else [
                f"TRUNCATE {table} CASCADE",
                f"INSERT INTO {table} TABLE {table} ON CONFLICT ({key}) DO UPDATE SET {key} = 9",
            ]
        )
        for change in changes:
            with pytest.raises(DBAPIError, match="append-only"), by_hand(where) as raw:
                raw.exec_driver_sql(change)
    with Gradebook(where) as book:
        assert book.latest("optimizers") == before


def test_a_row_that_is_no_grade_is_named(make_grade: Grades, where: Path | str) -> None:
    with Gradebook(where) as book:
        book.append(make_grade("s1"))
    columns = "submission_id, student_id, assignment, version, max_points, status, digest"
    with by_hand(where) as raw:
        raw.exec_driver_sql(
            f"INSERT INTO grades ({columns}, suite_hash, graded_at, payload, attempt_id) "
            "VALUES ('s2', 's2', 'optimizers', '1', 1, 'graded', '', '', '', '{\"a\": 1}', 1)"
        )
    with (
        pytest.raises(GradebookError, match="row 2 of table 'grades' is no grade"),
        Gradebook(where) as book,
    ):
        book.latest("optimizers")
