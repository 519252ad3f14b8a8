"""What is special to Moodle, nbgrader, Gradescope and repositories."""

import os

import pytest

from autograder.errors import SubmissionError
from autograder.intake import read_inputs
from autograder.model import Attempts


def test_moodles_online_text_alone_is_a_hand_in_without_files(written, read):
    path = written(
        {
            "Ada_1_assignsubmission_file/work.py": "a",
            "Bo_2_assignsubmission_onlinetext/onlinetext.html": "b",
        }
    )
    assert "none of the files asked for" in read(path)["2"]


def test_moodles_files_without_folders_are_read_by_their_titles(written, read, sums):
    path = written(
        {
            "Ada_1_assignsubmission_file_work.py": "a",
            "Ada_1_assignsubmission_file_notes.txt": "n",
            "Bo_2_assignsubmission_file_final.py": "b",
            "Cy_3_assignsubmission_onlinetext_onlinetext.html": "c",
            "Dee_4_assignsubmission_file_x_2_assignsubmission_file_work.py": "posing as Bo",
        }
    )
    texts = read(path)
    assert "none of the files asked for" in texts.pop("3")
    assert texts == {"1": "a", "2": "b", "4": "posing as Bo"}
    assert read_inputs(path, sums).summary == "read as a Moodle download: 4 students"


def test_moodle_says_that_online_text_was_not_read(golden, sums):
    bo = read_inputs(golden("moodle"), sums).candidates[1]
    assert bo.notes == ("only files were read, not the submission's onlinetext",)


def test_a_link_in_place_of_a_moodle_folder_is_not_followed(golden, read):
    path = golden("moodle")
    (path / "Eve_9_assignsubmission_file").symlink_to(
        path / "Ada Lovelace_312456_assignsubmission_file"
    )
    assert "found a link" in read(path)["9"]


def test_nbgrader_takes_the_assignment_of_its_name(golden, sums):
    found = read_inputs(golden("nbgrader") / "submitted", sums)
    assert [one.id for one in found.candidates] == ["ada", "bo"]
    assert found.candidates[0].submitted_at is not None
    assert found.candidates[1].submitted_at is None


def test_nbgraders_only_assignment_is_taken_under_its_name(written, sums):
    path = written({"submitted/ada/ps1/work.py": "a", "submitted/bo/ps1/work.py": "b"})
    found = read_inputs(path, sums)
    assert found.summary == "read as nbgrader's submitted tree: 2 students, its assignment 'ps1'"


def test_of_several_assignments_none_is_guessed(written, sums):
    path = written({"submitted/ada/ps1/work.py": "a", "submitted/bo/ps2/work.py": "b"})
    with pytest.raises(
        SubmissionError, match=r"expected an assignment 'sums'.* found 'ps1', 'ps2'"
    ):
        read_inputs(path, sums)


def test_a_timestamp_that_is_no_plain_short_file_tells_nothing(golden, sums):
    path = golden("nbgrader")
    stamp = path / "submitted/ada/sums/timestamp.txt"
    stamp.write_text("9" * 100_000)
    assert read_inputs(path, sums).candidates[0].submitted_at is None
    stamp.unlink()
    stamp.symlink_to("/etc/passwd")
    assert read_inputs(path, sums).candidates[0].submitted_at is None


def test_a_folder_that_gradescope_does_not_name_is_graded_and_said(golden, read, sums):
    path = golden("gradescope")
    more = path / "assignment_4711_export/submission_9003"
    more.mkdir()
    (more / "work.py").write_text("x")
    assert read(path)["submission_9003"] == "x"
    notes = {one.id: one.notes for one in read_inputs(path, sums).candidates}
    assert notes["submission_9003"] == ("submission_metadata.yml does not say whose work this is",)


def test_a_folder_that_gradescope_names_and_is_not_there_is_no_fault_of_the_student(golden, sums):
    path = golden("gradescope")
    (path / "assignment_4711_export/submission_9001").rename(path.parent / "lost")
    ada = read_inputs(path, sums).candidates[0]
    with pytest.raises(SubmissionError, match="names 'submission_9001' and holds no such folder"):
        ada.read()


@pytest.fixture
def resubmitted(written):
    """An export in which one student handed in twice, the newer work first."""
    who = "  :submitters:\n  - :sid: '7'\n  :created_at: 2026-03-0{} 09:00:00 Z\n"
    listed = f"submission_1:\n{who.format(2)}submission_2:\n{who.format(1)}"
    return written(
        {
            "submission_metadata.yml": listed,
            "submission_1/work.py": "new",
            "submission_2/work.py": "old",
        }
    )


def test_the_newest_of_one_students_submissions_counts(resubmitted, sums):
    (only,) = read_inputs(resubmitted, sums).candidates
    assert only.read().files[0].content == b"new"
    assert only.notes == ("the newest of 2 hand-ins counts",)


def test_where_it_takes_the_grades_to_tell_all_of_a_students_submissions_stay(resubmitted, sums):
    best = sums.model_copy(update={"attempts": Attempts(counts="best")})
    first, second = read_inputs(resubmitted, best).candidates
    assert (first.id, second.id) == ("7", "7-2")
    assert {one.student.id for one in (first, second)} == {"7"}
    assert first.notes == ("one of 2 hand-ins, of which one counts: the best",)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: *b\n", b" " * 40_000_000])
def test_a_list_that_cannot_be_read_is_refused(golden, sums, content):
    path = golden("gradescope")
    (path / "assignment_4711_export/submission_metadata.yml").write_bytes(content)
    with pytest.raises(SubmissionError, match=r"submission_metadata\.yml"):
        read_inputs(path, sums)


def test_a_list_that_is_a_link_is_not_followed(golden, sums):
    path = golden("gradescope") / "assignment_4711_export"
    (path / "submission_metadata.yml").rename(path.parent.parent / "elsewhere.yml")
    (path / "submission_metadata.yml").symlink_to(path.parent.parent / "elsewhere.yml")
    with pytest.raises(SubmissionError, match="found a link"):
        read_inputs(path, sums)


def test_what_lies_in_git_is_never_read_and_git_never_run(golden, read, monkeypatch, tmp_path):
    path = golden("git")
    shadow = tmp_path / "bin"
    shadow.mkdir()
    (shadow / "git").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    (shadow / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{shadow}{os.pathsep}{os.environ['PATH']}")
    (path / "ada/.git").chmod(0)
    texts = read(path)
    (path / "ada/.git").chmod(0o755)
    assert "2 * x" in texts["ada"]
    assert not (tmp_path / "ran").exists()
    assert not list(tmp_path.rglob("ran-by-git"))


def test_git_may_be_a_file_as_in_a_work_tree(golden, sums):
    path = golden("git")
    (path / "bo/.git").rename(path.parent / "elsewhere")
    (path / "bo/.git").write_text("gitdir: ../elsewhere\n")
    assert read_inputs(path, sums).summary == "read as a folder of git repositories: 2 students"


def test_one_folder_without_git_makes_it_a_plain_class(golden, sums):
    path = golden("git")
    (path / "cy").mkdir()
    assert read_inputs(path, sums).summary == "read as plain submissions: 3 students"


def test_a_repository_within_a_students_folder_is_that_students(written, sums):
    path = written({"ada/repo/.git/HEAD": "", "ada/repo/work.py": "x"})
    assert [one.id for one in read_inputs(path, sums).candidates] == ["ada"]
