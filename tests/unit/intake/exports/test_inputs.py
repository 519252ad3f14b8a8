"""Each documented form is recognised, as a folder and as a zip; what is doubtful is refused."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.errors import SpecError, SubmissionError
from autograder.intake import FORM_NAMES, Roster, read_inputs
from autograder.model import Student

SUMMARIES = {
    "gradescope": "read as a Gradescope export: 3 students, work of groups, once for each member",
    "canvas": "read as a Canvas download: 4 students, 1 late",
    "moodle": "read as a Moodle download: 3 students",
    "nbgrader": "read as nbgrader's submitted tree: 2 students",
    "git": "read as a folder of git repositories: 2 students",
}
STUDENTS = {
    "gradescope": [
        ("1001", "Ada Lovelace", "ada@example.org"),
        ("1002", 'Bo "Peep" O\'Neil', "bo@example.org"),
        ("zoe@example.org", "Zo\u00eb Zuse", "zoe@example.org"),
    ],
    "canvas": [
        ("1001", "lovelaceada", ""),
        ("1002", "peepbo", ""),
        ("1003", "zusezo\u00eb", ""),
        ("1004", "turingalan", ""),
    ],
    "moodle": [
        ("312456", "Ada Lovelace", ""),
        ("312457", "Bo Peep", ""),
        ("312458", "Zo\u00eb Zuse", ""),
    ],
    "nbgrader": [("ada", "", ""), ("bo", "", "")],
    "git": [("ada", "", ""), ("bo", "", "")],
}


@pytest.mark.parametrize("name", SUMMARIES)
@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_documented_export_is_recognised_and_says_who(golden, zipped, sums, name, form):
    path = golden(name)
    found = read_inputs(zipped(path) if form == "zip" else path, sums)
    assert found.summary == SUMMARIES[name]
    told = [(one.student.id, one.student.name, one.student.email) for one in found.candidates]
    assert told == STUDENTS[name]


@pytest.mark.parametrize("name", SUMMARIES)
@pytest.mark.parametrize("form", ["folder", "zip"])
def test_everyones_newest_files_are_read(golden, zipped, read, name, form):
    path = golden(name)
    texts = read(zipped(path) if form == "zip" else path)
    first, second, *_ = texts.values()
    assert "2 * x" in first
    assert "3 * x" in second
    assert all("2 * x" in text or "3 * x" in text for text in list(texts.values())[:3])


@pytest.mark.parametrize("name", SUMMARIES)
def test_a_form_that_was_named_reads_as_if_it_were_recognised(golden, sums, name):
    path = golden(name)
    assert read_inputs(path, sums, form=name).summary == SUMMARIES[name]


@pytest.mark.parametrize("name", [name for name in FORM_NAMES if name != "plain"])
def test_a_form_that_does_not_fit_says_what_was_expected(written, sums, name):
    path = written({"ada/work.py": "x", "bo/work.py": "x"})
    with pytest.raises(SubmissionError, match=r"does not look like .* expected"):
        read_inputs(path, sums, form=name)


def test_a_form_that_nobody_knows_is_refused_with_those_there_are(written, sums):
    path = written({"ada/work.py": "x"})
    with pytest.raises(SpecError, match=r"no input format 'blackboard'; there are plain, "):
        read_inputs(path, sums, form="blackboard")


def test_a_plain_class_stays_plain_and_says_so(written, sums):
    found = read_inputs(written({"ada/work.py": "x", "bo/hw/work.py": "x"}), sums)
    assert found.summary == "read as plain submissions: 2 students"


def test_plain_reads_an_export_as_folders(golden, sums):
    found = read_inputs(golden("moodle"), sums, form="plain")
    assert "Ada_Lovelace_312456_assignsubmission_file" in [one.id for one in found.candidates]


@pytest.mark.parametrize("more", ["cy/work.py", "cy.zip", "work.py", "cy.py"])
@pytest.mark.parametrize("name", ["canvas", "moodle", "gradescope"])
def test_work_beside_an_export_is_refused_unless_the_form_is_named(golden, sums, name, more):
    path = golden(name)
    top = path / "assignment_4711_export" if name == "gradescope" else path
    (top / more).parent.mkdir(exist_ok=True)
    (top / more).write_text("x")
    with pytest.raises(SubmissionError, match=r"could be a .* or a plain class, .*--input-format"):
        read_inputs(path, sums)
    assert read_inputs(path, sums, form=name).summary == SUMMARIES[name]


def test_what_is_no_work_is_passed_over_with_a_warning(golden, sums, caplog):
    path = golden("canvas")
    (path / "grades.xlsx").touch()
    (path / "roster.csv").write_text("id\n1001\n")
    (path / ".DS_Store").touch()
    assert read_inputs(path, sums).summary == SUMMARIES["canvas"]
    assert [record.message for record in caplog.records] == [
        "'grades.xlsx' is no part of a Canvas download and was passed over"
    ]


def test_what_fits_two_forms_is_refused_by_both_names(golden, written, sums):
    path = golden("canvas")
    (path / "Ada Lovelace_1_assignsubmission_file").mkdir()
    with pytest.raises(SubmissionError, match="could be a Canvas download or a Moodle download"):
        read_inputs(path, sums)


def test_folders_that_wrap_everything_are_seen_through(golden, tmp_path, zipped, sums):
    deep = tmp_path / "all" / "of" / "it"
    golden("canvas").rename(deep.parent.mkdir(parents=True) or deep)
    assert read_inputs(tmp_path / "all", sums).summary == SUMMARIES["canvas"]
    assert read_inputs(zipped(tmp_path / "all"), sums).summary == SUMMARIES["canvas"]


def test_one_students_archive_is_theirs_whatever_lies_in_it(golden, zipped, sums):
    path = zipped(golden("canvas"))
    roster = Roster((Student(id="canvas", name="Claude Anvas"),))
    found = read_inputs(path, sums, roster)
    assert found.summary == "read as plain submissions: 1 student"


def test_one_student_who_hands_in_an_export_poses_as_nobody_else(written, sums):
    path = written({"ada/lovelaceada_1_2_work.py": "x", "ada/peepbo_3_4_work.py": "x"})
    roster = Roster((Student(id="ada"), Student(id="bo")))
    assert [one.id for one in read_inputs(path, sums, roster).candidates] == ["ada"]


def test_a_students_own_files_that_look_like_canvas_are_their_own(written, sums):
    path = written({"work.py": "x", "run_12_34_log.txt": "y"})
    assert read_inputs(path, sums).summary == "read as plain submissions: 1 student"


def test_an_id_of_the_roster_counts_and_keeps_what_the_export_tells(golden, sums):
    roster = Roster((Student(id="1001", name="Ada Lovelace"), Student(id="1002")))
    found = read_inputs(golden("canvas"), sums, roster)
    assert [one.student.name for one in found.candidates[:2]] == ["Ada Lovelace", "peepbo"]


def test_a_class_list_that_is_not_used_is_said(golden, sums, caplog):
    path = golden("gradescope")
    (path / "assignment_4711_export/roster.csv").write_text("id\n1001\n")
    read_inputs(path, sums)
    assert "'roster.csv' is no part of a Gradescope export" in caplog.text


def test_two_students_whose_folders_are_called_alike_stay_apart(written, sums):
    stamp = "2026-03-0{} 09:00:00 UTC"
    names = ("a b", "a_b")
    path = written(
        {f"submitted/{name}/sums/work.py": "x" for name in names}
        | {
            f"submitted/{name}/sums/timestamp.txt": stamp.format(day)
            for day, name in enumerate(names, 1)
        }
    )
    found = read_inputs(path, sums).candidates
    assert [(one.id, one.student.id) for one in found] == [("a_b", "a b"), ("a_b-2", "a_b")]


def test_a_platforms_number_is_nobodys_id_if_the_names_differ(golden, sums):
    roster = Roster((Student(id="s1", name="ada  LOVELACE"), Student(id="312457", name="Eve E.")))
    found = read_inputs(golden("moodle"), sums, roster)
    assert [(one.student.id, one.student.name) for one in found.candidates] == [
        ("312458", "Zo\u00eb Zuse"),
        ("Bo Peep 312457", "Bo Peep"),
        ("s1", "ada  LOVELACE"),
    ]


def test_times_and_lateness_reach_the_submission(golden, sums):
    read = {one.id: one.read() for one in read_inputs(golden("gradescope"), sums).candidates}
    assert read["1001"].submitted_at == datetime(2026, 3, 1, 9, 30, 0, 123456, UTC)
    assert read["1002"].submitted_at == datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
    assert {one.late for one in read.values()} == {None}
    read = {one.id: one.read() for one in read_inputs(golden("canvas"), sums).candidates}
    assert [one.late for one in read.values()] == [False, True, False, False]


def test_an_archive_that_cannot_be_read_is_one_students_problem(tmp_path, read):
    (tmp_path / "class.zip").write_bytes(b"PK\x03\x04 cut off")
    assert "not a zip that can be read" in read(tmp_path / "class.zip")["class"]


def test_nothing_at_the_path_is_told(tmp_path: Path, sums):
    with pytest.raises(SubmissionError, match="nothing at"):
        read_inputs(tmp_path / "none", sums)
