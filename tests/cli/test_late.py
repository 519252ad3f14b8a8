"""`autograder grade` with a deadline: no check is run for it, and points show before and after."""

import csv

import pytest

LATE = """
[late]
deadline = 2026-03-01T23:59:00+01:00
grace_minutes = 15
percent_per_day = 10
"""
TIMES = """\
\ufeffid;time
ada;2026-03-02T00:14:00+01:00
bo;2026-03-01T23:14:01Z
"""


@pytest.fixture
def late(graded_copy):
    """Ada handed in at the end of the grace, bo a second later; ada has 6 of 6, bo 4."""
    graded_copy.toml.write_text(graded_copy.toml.read_text() + LATE)
    (graded_copy.folder / "times.csv").write_text(TIMES, encoding="utf-8")
    return graded_copy


def rows(place):
    with (place.out / "gradebook.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def made(place):
    """Return when each grade's checks were run."""
    return {name: grade["manifest"]["started_at"] for name, grade in place.grades().items()}


def test_a_new_deadline_runs_no_check_and_shows_points_before_and_after(late):
    before = made(late)
    ended = late.grade("--times", "times.csv")
    assert ended.code == 0, ended.err
    assert "reference" not in ended.err
    assert made(late) == before
    assert late.points() == {"ada": 6, "bo": 3.6}
    assert late.grades()["bo"]["points_before_late"] == 4
    told = "before late: 4, after: 3.6 (1 day late, 10 %)"
    assert told in ended.out
    assert told in (late.out / "bo/report.md").read_text(encoding="utf-8")
    for page in ("bo/report.html", "bo/staff.html", "summary.html"):
        assert told in (late.out / page).read_text(encoding="utf-8")
    assert "late:" not in (late.out / "ada/report.md").read_text(encoding="utf-8")
    row = rows(late)["bo"]
    assert (row["points"], row["before_late"], row["late_percent"]) == ("3.6", "4.0", "10.0")
    assert told in row["note"]


def test_a_new_extension_is_brought_into_finished_grades(late):
    late.grade("--times", "times.csv")
    before = made(late)
    (late.folder / "more.csv").write_text("id,until,days\nbo,,1\nzoe,,2\n")
    ended = late.grade("--times", "times.csv", "--extensions", "more.csv")
    assert made(late) == before
    assert "more.csv names nobody who handed in: zoe; is it spelt so?" in ended.err
    assert late.points() == {"ada": 6, "bo": 4}
    assert late.grades()["bo"]["lateness"]["extended"] is True
    (late.folder / "times.csv").write_text("id,time\nada,2026-03-01T12:00Z\nbo,2026-03-01T12:00Z\n")
    assert late.grade("--times", "times.csv").code == 0
    assert late.grades()["bo"]["submitted_at"] == "2026-03-01T12:00:00Z"
    assert late.points() == {"ada": 6, "bo": 4}


def test_a_run_that_names_no_dates_goes_by_those_that_were_named_before(late):
    (late.folder / "more.csv").write_text("id,days\nbo,1\n")
    late.grade("--times", "times.csv", "--extensions", "more.csv")
    for name in ("times.csv", "more.csv"):
        (late.folder / name).unlink()
    assert late.grade().code == 0
    assert late.points() == {"ada": 6, "bo": 4}
    assert late.grades()["bo"]["submitted_at"] == "2026-03-01T23:14:01Z"
    (late.folder / "none.csv").write_text("id,days\n")
    late.grade("--extensions", "none.csv")
    assert late.points() == {"ada": 6, "bo": 3.6}


def test_an_unknown_time_costs_nothing_and_is_named(late):
    ended = late.grade()
    assert ended.code == 0
    reason = "no time of submission is known"
    assert f"nothing was taken for lateness where {reason}: ada, bo" in ended.err
    assert late.points() == {"ada": 6, "bo": 4}
    assert "Lateness unknown." in (late.out / "bo/staff.html").read_text(encoding="utf-8")
    assert "unknown" not in (late.out / "bo/report.html").read_text(encoding="utf-8")
    assert f"lateness unknown: {reason}" in rows(late)["bo"]["note"]


def test_new_work_is_late_and_a_decision_on_its_total_is_final(late):
    late.hand_in("cy")
    text = TIMES + "cy;2026-03-04T12:00+01:00\n"
    (late.folder / "times.csv").write_text(text, encoding="utf-8")
    ended = late.grade("--times", "times.csv", "--json")
    assert ended.code == 0, ended.err
    assert {one["submission"]: one["points"] for one in ended.json} == late.points()
    assert late.points() == {"ada": 6, "bo": 3.6, "cy": 4.2}
    place = ("out", "--student", "cy", "--target", "total", "--points", "5")
    ended = late.run("gradebook", "override", *place, "--reason", "he was ill", "--by", "Mary")
    assert ended.code == 0, ended.err
    assert late.grade("--times", "times.csv").code == 0
    assert late.points()["cy"] == 5
    assert "before late" not in (late.out / "cy/report.md").read_text(encoding="utf-8")


@pytest.fixture
def third(late):
    """A course of five late days; results of two assignments before."""
    late.toml.write_text(late.toml.read_text() + "course_late_days = 5\n")
    for name, table in (("one", "id,free_days\nbo,3\nada,\n"), ("two", "id,free_days\nBO,2\n")):
        (late.folder / name).mkdir()
        (late.folder / name / "gradebook.csv").write_text(table)
    return late


def test_late_days_spent_before_are_gone(third):
    ended = third.grade("--times", "times.csv")
    assert ended.code == 0, ended.err
    assert "every student is taken to have all 5 late days of the course left" in ended.err
    assert third.points() == {"ada": 6, "bo": 4}
    assert [rows(third)[name]["free_days_left"] for name in ("ada", "bo")] == ["5", "4"]
    before = made(third)
    ended = third.grade("--spent", "one")
    assert "all 5 late days" not in ended.err
    assert third.grades()["bo"]["lateness"]["free_left"] == 1
    assert "(1 day late, 1 of them free, 0 %, 1 free day left)" in ended.out
    ended = third.grade("--spent", "one", "--spent", "two/gradebook.csv")
    assert ended.code == 0, ended.err
    assert third.points() == {"ada": 6, "bo": 3.6}
    assert made(third) == before


def test_late_days_that_were_told_once_hold_for_later_runs(third):
    third.grade("--times", "times.csv", "--spent", "one", "--spent", "two")
    for name in ("one", "two"):
        (third.folder / name / "gradebook.csv").unlink()
    ended = third.grade()
    assert ended.code == 0, ended.err
    assert third.points() == {"ada": 6, "bo": 3.6}
    assert (third.out / "spent.csv").read_text() == "id,free_days\nbo,3\nada,0\nBO,2\n"


def test_what_this_command_wrote_tells_the_next_assignment(third):
    third.grade("--times", "times.csv")
    first = third.out.rename(third.folder / "first")
    ended = third.grade("--times", "times.csv", "--spent", first.name)
    assert ended.code == 0, ended.err
    assert third.grades()["bo"]["lateness"]["free_left"] == 3


@pytest.mark.parametrize(
    ("places", "words"),
    [
        (["one", "one/gradebook.csv"], "--spent 'one/gradebook.csv' would count the same"),
        (["out"], "--spent 'out' would count the same late days twice"),
        (["class"], "no table of late days 'class/gradebook.csv': expected a CSV file with"),
        (["wrong.csv"], "wrong.csv:2: expected free_days from 0 to 366, found '1.5'"),
        (["times.csv"], "times.csv:1: expected the columns id, free_days, found 'id;time'"),
    ],
)
def test_late_days_that_cannot_be_counted_are_refused(third, places, words):
    (third.folder / "wrong.csv").write_text("id,free_days\nbo,1.5\n")
    ended = third.grade(*(word for place in places for word in ("--spent", place)))
    assert ended.code == 2
    assert words in ended.err


def test_late_days_that_the_assignment_does_not_count_are_refused(late):
    (late.folder / "used.csv").write_text("id,free_days\nbo,1\n")
    ended = late.grade("--spent", "used.csv")
    assert ended.code == 2
    assert "add `course_late_days` to [late] of its assignment.toml" in ended.err


def test_extensions_of_no_deadline_are_refused(graded_copy):
    (graded_copy.folder / "more.csv").write_text("id,days\nbo,1\n")
    ended = graded_copy.grade("--extensions", "more.csv")
    assert ended.code == 2
    assert "'more.csv' extends a deadline and 'sums' has none: add a table [late]" in ended.err


def test_a_wrong_row_is_refused_by_its_line(late):
    (late.folder / "wrong.csv").write_text("id,time\nbo,soon\n")
    ended = late.grade("--times", "wrong.csv")
    assert ended.code == 2
    assert "wrong.csv:2: expected a time with its offset" in ended.err
    assert late.points() == {"ada": 6, "bo": 4}
