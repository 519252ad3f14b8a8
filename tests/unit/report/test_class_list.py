import csv
import re
from pathlib import Path
from typing import Any

import pytest

from autograder.model import Grade, Outcome, Student, TaskScore
from autograder.report import write_class_csv


def rows(grades: list[Grade], folder: Path) -> list[list[str]]:
    path = folder / "gradebook.csv"
    write_class_csv(grades, path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_a_row_a_grade_and_a_column_a_task(good: Grade, middling: Grade, tmp_path: Path) -> None:
    head, first, second = rows([good, middling], tmp_path)
    assert ",".join(head) == (
        "id,name,email,status,points,max_points,so_far,waiting,momentum,adam,nag,"
        "why-bias-correction,when-sgd,note"
    )
    assert first[:6] == ["s1024", "Ada Lovelace", "ada@example.edu", "graded", "19.0", "20.0"]
    assert first[6:] == ["19.0", "0", "8.0", "11.0", "", "", "", ""]
    assert second[6:8] == ["10.83", "2.0"]
    assert second[11:13] == ["1.5", ""]
    assert second[4] == ""
    assert second[-1] == "1 written answer to review; 1 override"


def test_our_failures_are_blank_and_never_zero(make: Any, tmp_path: Path) -> None:
    blank = TaskScore(id="adam", title="Adam", points=None, max_points=12)
    check = make.check(outcome=Outcome.ERROR, points=0)
    grade = make.grade(status="error", problem="engine gone", tasks=(blank,), checks=(check,))
    row = dict(zip(*rows([grade], tmp_path), strict=True))
    assert (row["points"], row["adam"], row["note"]) == ("", "", "engine gone")


def test_a_suggested_answer_leaves_the_total_blank(make: Any, tmp_path: Path) -> None:
    row = dict(zip(*rows([make.grade(rubric=(make.answer(),))], tmp_path), strict=True))
    assert row["points"] == ""


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\u00a0@", "\uff1d", ' "=']
)
def test_no_cell_is_a_formula(make: Any, tmp_path: Path, start: str) -> None:
    text = f"{start}cmd|'/c calc'!A1"
    student = Student(id=text, name=text, email=text)
    table = rows([make.grade(student=student, status="unreadable", problem=text)], tmp_path)
    cells = [table[1][index] for index in (0, 1, 2, -1)]
    assert all(cell.startswith("'") for cell in cells)


def test_a_hostile_task_id_is_no_formula_in_the_head(make: Any, tmp_path: Path) -> None:
    task = TaskScore(id="=1+1", title="T", points=1, max_points=1)
    assert rows([make.grade(tasks=(task,), checks=())], tmp_path)[0][8] == "'=1+1"


def test_hostile_text_stays_in_its_cell(make: Any, hostile: str, tmp_path: Path) -> None:
    table = rows([make.poisoned(hostile)], tmp_path)
    assert [len(row) for row in table] == [len(table[0])] * 2
    for cell in table[1]:
        assert len(cell) <= 1001
        assert not cell.startswith(("=", "+", "-", "@"))
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202e]", cell)


def test_a_semicolon_opens_no_second_cell_where_it_divides_cells(make: Any, tmp_path: Path) -> None:
    grade = make.grade(student=Student(id="s1", name='Eve;=cmd()"'))
    rows([grade], tmp_path)
    text = (tmp_path / "gradebook.csv").read_text("utf-8").splitlines()
    cells = next(csv.reader([text[1]], delimiter=";"))
    assert len(cells) == 2
    assert not [cell for cell in cells if cell.lstrip('"').startswith("=")]


def test_a_class_of_nobody_has_a_head(tmp_path: Path) -> None:
    head = "id,name,email,status,points,max_points,so_far,waiting,note"
    assert rows([], tmp_path) == [head.split(",")]
