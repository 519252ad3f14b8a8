"""A class as a Markdown table."""

from typing import Any

from autograder.report import class_markdown


def test_a_row_for_each_grade_with_its_tasks_and_what_is_special(make: Any) -> None:
    waiting = make.grade(rubric=(make.answer(),))
    lost = make.grade(status="unreadable", problem="x", checks=())
    rows = class_markdown([waiting, lost]).splitlines()
    assert rows[0] == "| Student | Points | Momentum | Adam |  |"
    assert rows[2] == "| s1024 | 20 / 22 | 8 | 12 | 2 points wait for a person |"
    assert rows[3].endswith("| could not be read |")


def test_hostile_names_stay_in_their_cell(hostile: str, make: Any) -> None:
    rows = class_markdown([make.poisoned(f"{hostile[:200]}|")]).splitlines()
    assert len(rows) == 3
    assert len({row.replace("\\|", "").count("|") for row in rows}) == 1


def test_more_rows_than_a_summary_holds_are_counted(make: Any) -> None:
    text = class_markdown([make.grade()] * 501)
    assert text.endswith("1 more submission: see gradebook.csv.\n")
    assert len(text) < 1_000_000
