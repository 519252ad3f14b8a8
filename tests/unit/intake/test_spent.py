import re
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.intake import Candidate, discover, load_spent, spent_csv, with_spent
from autograder.model import Assignment


def table(folder: Path, text: str, name: str = "gradebook.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def candidates(tmp_path: Path, assignment: Assignment) -> tuple[Candidate, ...]:
    """Ada with two hand-ins, bo, and Cy."""
    folder = tmp_path / "class"
    for name in ("ada", "ada-2", "bo", "Cy"):
        (folder / name).mkdir(parents=True)
        (folder / name / assignment.submit[0]).write_text("x = 1\n")
    found = {one.id: one for one in discover(folder, assignment)}
    second = replace(found["ada-2"], student_id="ada")
    return found["ada"], second, found["bo"], found["Cy"]


def test_days_of_several_tables_are_added_up_and_of_attempts_the_most_count(tmp_path: Path) -> None:
    one = table(tmp_path, "\ufeffid;name;free_days\nada;Ada;2\nada;Ada;1\nbo;Bo;\n", "one.csv")
    two = table(tmp_path, "id,free_days\nada,1\n'=2+2,3\n", "two.csv")
    spent = load_spent([one, two])
    assert spent == {"ada": 3, "bo": 0, "=2+2": 3}
    assert load_spent([table(tmp_path, spent_csv(spent), "sum.csv")]) == spent


@pytest.mark.parametrize("cell", ["-1", "1.5", "two", "367", "9" * 5_000, "nan", "1e3", "²"])
def test_what_is_no_number_of_days_is_refused_by_its_line(tmp_path: Path, cell: str) -> None:
    file = table(tmp_path, f"id,free_days\nada,1\nbo,{cell}\n")
    with pytest.raises(SpecError, match=re.escape(f"{file}:3: expected free_days from 0 to 366")):
        load_spent([file])


def test_each_student_has_what_was_spent_however_the_name_is_spelt(
    candidates: tuple[Candidate, ...],
) -> None:
    found = with_spent(candidates, {"ada": 2, "BO": 1, "bo": 1, "cy": 3, "dee": 4})
    assert [one.late_days_spent for one in found] == [2, 2, 2, 3]
    assert found[0].read().late_days_spent == 2
