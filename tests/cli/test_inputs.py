"""`autograder grade` on inputs as courses have them: exports, repositories, what is doubtful."""

import csv
import shutil
from pathlib import Path

import pytest

INPUTS = Path(__file__).parents[1] / "data" / "inputs"
POINTS = {
    "gradescope": {"1001": 6, "1002": 4, "zoe_example.org": 4},
    "canvas": {"1001": 6, "1002": 4, "1003": 6, "1004": None},
    "moodle": {"312456": 6, "312457": 4, "312458": 6},
    "nbgrader": {"ada": 6, "bo": 4},
    "git": {"ada": 6, "bo": 4},
}
TOLD = {
    "gradescope": "read as a Gradescope export: 3 students, work of groups, once for each member",
    "canvas": "read as a Canvas download: 4 students, 1 late",
    "moodle": "read as a Moodle download: 3 students",
    "nbgrader": "read as nbgrader's submitted tree: 2 students",
    "git": "read as a folder of git repositories: 2 students",
}


@pytest.fixture
def handed_in(place):
    """Copy a golden input to the class's folder; no repository can hold `.git`."""

    def copy(name):
        target = place.folder / "class"
        shutil.copytree(INPUTS / name, target)
        for folder in target.glob("*/dot-git"):
            folder.rename(folder.with_name(".git"))
        return target

    return copy


def notes(place):
    with (place.out / "gradebook.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["note"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", POINTS)
def test_an_export_is_recognised_told_in_one_line_and_graded(place, handed_in, name):
    handed_in(name)
    ended = place.grade()
    assert ended.code == 0, ended.err
    assert [row for row in ended.err.splitlines() if row.startswith("read as")] == [TOLD[name]]
    assert {
        student: None if grade["status"] == "unreadable" else grade["points"]
        for student, grade in place.grades().items()
    } == POINTS[name]


def test_a_zip_of_a_canvas_download_tells_lateness_in_grade_and_table(place, handed_in):
    folder = handed_in("canvas")
    shutil.make_archive(str(place.folder / "class"), "zip", folder)
    shutil.rmtree(folder)
    ended = place.run(
        "grade", "sums", "class.zip", "-o", "out", "--course", "course", "--sandbox", "process"
    )
    assert ended.code == 0, ended.err
    assert TOLD["canvas"] in ended.err
    grades = place.grades()
    assert {student: grade["late"] for student, grade in grades.items()} == {
        "1001": False,
        "1002": True,
        "1003": False,
        "1004": False,
    }
    assert "'work-2.py' counts as 'work.py': it is newer than 'work.py'" in grades["1003"]["notes"]
    assert grades["1003"]["student"]["name"] == "zusezo\u00eb"
    assert "late" in notes(place)["1002"].split("; ")
    assert "late" not in notes(place)["1001"].split("; ")


def test_the_time_of_a_gradescope_export_is_in_grade_and_table_and_stays(place, handed_in):
    handed_in("gradescope")
    assert place.grade("--student", "1001").code == 0
    grade = place.grades()["1001"]
    assert grade["submitted_at"] == "2026-03-01T09:30:00.123456Z"
    assert grade["student"]["email"] == "ada@example.org"
    assert "submitted 2026-03-01 09:30 UTC" in notes(place)["1001"]
    assert "1 were done already" in place.grade("--student", "1001").err
    assert place.grades()["1001"] == grade


def test_what_is_doubtful_is_refused_and_a_named_format_decides(place, handed_in):
    folder = handed_in("canvas")
    (folder / "cy").mkdir()
    ended = place.grade()
    assert ended.code == 2
    assert "could be a Canvas download or a plain class, with 'cy'" in ended.err
    assert "--input-format" in ended.err
    assert not place.out.exists()
    ended = place.grade("--input-format", "canvas", "--student", "1001")
    assert ended.code == 0, ended.err
    assert "'cy' is no part of a Canvas download and was passed over" in ended.err


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("moodle", "does not look like a Moodle download: expected folders called"),
        ("blackboard", "no input format 'blackboard'; there are plain, gradescope, canvas, moodle"),
    ],
)
def test_a_format_that_does_not_fit_is_refused(place, form, words):
    place.hand_in("ada")
    ended = place.grade("--input-format", form)
    assert ended.code == 2
    assert words in ended.err


def test_results_among_an_export_are_refused(place, handed_in):
    handed_in("moodle")
    ended = place.grade(out="class/graded")
    assert ended.code == 2
    assert "lies among the submissions" in ended.err


def test_a_hostile_list_of_an_export_is_refused_by_its_line(place, handed_in):
    folder = handed_in("gradescope") / "assignment_4711_export"
    bomb = 'a: &a ["x", "x"]\n' + "".join(f"{c}: &{c} [*a, *a]\n" for c in "bcdefgh")
    (folder / "submission_metadata.yml").write_text(bomb)
    ended = place.grade()
    assert ended.code == 2
    assert "submission_metadata.yml:1: expected the name of a submission" in ended.err
