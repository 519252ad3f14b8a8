from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.intake import Roster, discover, find_roster, load_roster, missing_students
from autograder.model import Assignment, Student

ROSTER = "id,name,email\ns1001,Ann Lee,ann@example.org\ns1002,Bob,\nx1,Cy,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "roster.csv").write_text(ROSTER)
    return folder


def test_a_roster_is_read(folder: Path) -> None:
    roster = find_roster(folder)
    assert roster is not None
    assert roster.students[0] == Student(id="s1001", name="Ann Lee", email="ann@example.org")
    assert find_roster(folder.parent) is None


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffid;name\ns1;Ann\n",
        "name\tid\nAnn\ts1\n",
        'id,name,group\ns1,"Ann",3\n',
        "id,name\ns1,Ann",
    ],
)
def test_spreadsheets_write_rosters_in_their_own_ways(folder: Path, text: str) -> None:
    (folder / "roster.csv").write_text(text, encoding="utf-8")
    assert load_roster(folder / "roster.csv").students == (Student(id="s1", name="Ann"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", r"roster\.csv:1: expected the columns id, name, email"),
        ("number,name\n1,Ann\n", "expected the columns"),
        ("id\ns1\ns2\nS1\n", r"roster\.csv:4: expected a new id, found 'S1'"),
        ("id,name\ns1,Ann\n,Bob\n", r"roster\.csv:3: expected a new id, found ''"),
    ],
)
def test_a_broken_roster_names_the_line(folder: Path, text: str, words: str) -> None:
    (folder / "roster.csv").write_text(text)
    with pytest.raises(SpecError, match=words):
        load_roster(folder / "roster.csv")


@pytest.mark.parametrize(
    ("stem", "student"),
    [
        ("s1001", "s1001"),
        ("S1001", "s1001"),
        ("Lee_s1001_attempt-2", "s1001"),
        ("s10019", None),
        ("s1001_and_s1002", None),
        ("x1", "x1"),
        ("hw_x1", None),
    ],
)
def test_a_hand_in_is_matched_by_id_only_if_that_is_clear(
    folder: Path, stem: str, student: str | None
) -> None:
    found = load_roster(folder / "roster.csv").student_of(stem)
    assert (found.id if found else None) == student


def test_students_who_handed_in_nothing_are_reported_and_not_invented(
    folder: Path, single: Assignment
) -> None:
    (folder / "Lee_s1001").mkdir()
    (folder / "stranger").mkdir()
    candidates = discover(folder, single)
    assert [(c.id, c.student.name) for c in candidates] == [("s1001", "Ann Lee"), ("stranger", "")]
    roster = load_roster(folder / "roster.csv")
    assert [student.id for student in missing_students(roster, candidates)] == ["s1002", "x1"]


CLASS = Roster(
    (
        Student(id="1001", name="Ada M. Lovelace", email="ada@x.org"),
        Student(id="1002", name="Peep, Bo"),
        Student(id="1003"),
        Student(id="1004", name="Sam Same"),
        Student(id="1005", name="Same Sam"),
    )
)


@pytest.mark.parametrize(
    ("told", "known"),
    [
        (Student(id="1001", name="lovelaceadam"), "1001"),
        (Student(id="7", name="LovelaceAdaM"), "1001"),
        (Student(id="7", name="Bo  PEEP"), "1002"),
        (Student(id="1002", name="Eve Else"), None),
        (Student(id="1003", name="Eve Else"), "1003"),
        (Student(id="7", email="ADA@x.org"), "1001"),
        (Student(id="7", name="Sam Same"), None),
        (Student(id="1005", name="Sam Same"), "1005"),
        (Student(id="7"), None),
    ],
)
def test_a_platforms_number_counts_unless_the_names_differ(
    told: Student, known: str | None
) -> None:
    found = CLASS.known(told, is_course_id=False)
    assert (found.id if found else None) == known


def test_an_id_of_the_course_counts_whatever_the_name() -> None:
    found = CLASS.known(Student(id="1002", name="Robert P."))
    assert found is not None
    assert found.name == "Peep, Bo"
