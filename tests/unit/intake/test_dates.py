import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.intake import (
    Candidate,
    discover,
    load_extensions,
    load_times,
    unknown_names,
    with_extensions,
    with_times,
)
from autograder.model import Assignment, LatePolicy, Student

POLICY = LatePolicy(deadline="2026-03-01T23:59:00+01:00", percent_per_day=10)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def candidates(folder: Path, assignment: Assignment) -> tuple[Candidate, ...]:
    """Ada twice, as two hand-ins without a time are kept apart; Bo; a student called ada-2."""
    found = {one.id: one for one in discover(folder, assignment)}
    ada, second, bo, other = (found[name] for name in ("ada", "ada-2", "bo", "x"))
    return (
        ada,
        replace(second, student_id=ada.student_id),
        bo,
        replace(other, student_id="ADA-9"),
    )


@pytest.fixture
def folder(tmp_path: Path, assignment: Assignment) -> Path:
    folder = tmp_path / "class"
    for name in ("ada", "ada-2", "bo", "x"):
        (folder / name).mkdir(parents=True)
        (folder / name / assignment.submit[0]).write_text("x = 1\n")
    return folder


def table(folder: Path, text: str) -> Path:
    file = folder / "dates.csv"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "text",
    [
        "id,time\nbo,2026-03-02T10:00:00+01:00\n",
        "\ufeffid;name;time\nbo;Bo;2026-03-02T09:00Z\n",
        "time\tid\n2026-03-02 04:00:00-05:00\tbo\n",
    ],
)
def test_times_are_read_as_a_spreadsheet_writes_them(tmp_path: Path, text: str) -> None:
    assert load_times(table(tmp_path, text)) == {"bo": AT}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,when\nbo,1\n", "dates.csv:1: expected the columns id, time, found 'id,when'"),
        ("id,time\nbo,2026-03-02T10:00\n", "dates.csv:2: expected a time with its offset"),
        ("id,time\nbo,2026-03-02\n", "found '2026-03-02'; if a spreadsheet rewrote it"),
        ("id,time\nbo,3/2/26 10:00\n", "dates.csv:2: expected a time with its offset"),
        ("id,time\nbo,\n", "dates.csv:2: expected a time with its offset"),
        (
            "id,time\nbo,2026-03-02T10:00Z\nBO,2026-03-02T11:00Z\n",
            "dates.csv:3: expected a new id, found 'BO'",
        ),
        ("id,time\n,2026-03-02T10:00Z\n", "dates.csv:2: expected a new id, found ''"),
    ],
)
def test_what_is_no_table_of_times_is_refused_by_its_line(
    tmp_path: Path, text: str, words: str
) -> None:
    with pytest.raises(SpecError, match=re.escape(words)):
        load_times(table(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"no table of submission times '.*none[.]csv'"):
        load_times(tmp_path / "none.csv")


def test_extensions_end_at_a_time_or_days_after_the_deadline(tmp_path: Path) -> None:
    text = "id;until;days\nada;2026-03-04T12:00+01:00;\nbo;;2\ncy;;0,5\n"
    assert load_extensions(table(tmp_path, text), POLICY) == {
        "ada": datetime(2026, 3, 4, 11, tzinfo=UTC),
        "bo": POLICY.deadline + timedelta(days=2),
        "cy": POLICY.deadline + timedelta(hours=12),
    }
    assert load_extensions(table(tmp_path, "id,days\nbo,1\n"), POLICY).keys() == {"bo"}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("bo,,", "dates.csv:2: expected `until` or `days` for 'bo', found neither"),
        ("bo,2026-03-04T12:00Z,2", "dates.csv:2: expected `until` or `days` for 'bo', found both"),
        ("bo,,-1", "dates.csv:2: expected days from 0 to 366, found '-1'"),
        ("bo,,two", "dates.csv:2: expected days from 0 to 366, found 'two'"),
        ("bo,,nan", "dates.csv:2: expected days from 0 to 366, found 'nan'"),
        ("bo,2026-03-04,", "dates.csv:2: expected a time with its offset"),
        (
            "bo,2026-02-04T12:00Z,",
            "dates.csv:2: expected a time after the deadline 2026-03-01T23:59:00+01:00",
        ),
    ],
)
def test_what_is_no_extension_is_refused_by_its_line(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(SpecError, match=re.escape(words)):
        load_extensions(table(tmp_path, f"id,until,days\n{row}\n"), POLICY)


def test_a_time_belongs_to_one_submission(candidates: tuple[Candidate, ...]) -> None:
    found = with_times(candidates, {"ada-2": AT, "Bo": AT})
    assert [one.submitted_at for one in found] == [None, AT, AT, None]
    assert found[1].read().submitted_at == AT


def test_a_name_that_is_spelt_exactly_so_goes_first(candidates: tuple[Candidate, ...]) -> None:
    found = with_times(candidates, {"ada": AT})
    assert [one.submitted_at for one in found] == [AT, None, None, None]


def test_a_time_of_two_submissions_is_refused(candidates: tuple[Candidate, ...]) -> None:
    with pytest.raises(SpecError, match="time of 'ADA': expected one submission, found 'ada', 'a"):
        with_times(candidates, {"ADA": AT})


def test_two_names_of_one_submission_are_refused(candidates: tuple[Candidate, ...]) -> None:
    with pytest.raises(SpecError, match="'x' and 'ADA-9' both mean the submission 'x'"):
        with_times(candidates, {"x": AT, "ADA-9": AT})


def test_an_extension_holds_for_all_work_of_its_student(candidates: tuple[Candidate, ...]) -> None:
    found = with_extensions(candidates, {"ada": AT})
    assert [one.extended_until for one in found] == [AT, AT, None, None]
    assert found[0].read().extended_until == AT


def test_names_of_nobody_are_told_unless_the_roster_knows_them(
    candidates: tuple[Candidate, ...],
) -> None:
    dates = {"ada": AT, "bob": AT, "cy": AT, "ada-9": AT}
    assert unknown_names(dates, candidates, [Student(id="Cy")]) == ("bob",)
