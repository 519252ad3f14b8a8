"""`autograder grade` while the machine fails: exit 3, nothing lost, a rerun finishes."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess

import pytest

from autograder.sandbox.locks import try_lock

from .patience import PATIENCE, slow, until


def journal_lines(place):
    return sum(path.read_text().count("test_total") for path in place.out.glob("*/journal.jsonl"))


def test_without_an_engine_nothing_is_graded_and_words_say_so(place):
    place.hand_in("ada")
    command = [one if one != "process" else "docker" for one in place.grade_command()]
    ended = place.run(*command, DOCKER_HOST="unix:///nonexistent")
    assert ended.code == 3
    assert ended.out == ""
    assert "the Docker Engine does not answer" in ended.err
    assert not place.grades()


def test_doctor_without_an_engine_says_how_to_get_one(place):
    ended = place.run("doctor", DOCKER_HOST="unix:///nonexistent")
    assert ended.code == 3
    assert "FAIL engine" in ended.out
    assert "systemctl start docker" in ended.out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_says_what_is_kept_and_a_rerun_finishes(place, number):
    for student in ("ada", "bo", "chi", "dana"):
        place.hand_in(student, slow(0.5))
    process = place.start(*place.grade_command("--jobs", "2"))
    until(lambda: journal_lines(place) >= 2, process)
    process.send_signal(number)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "what is graded is kept" in err
    assert "Traceback" not in err
    assert len(place.grades()) < 4
    assert all(grade["status"] == "graded" for grade in place.grades().values())
    assert not list(place.out.glob("*.lock"))
    ended = place.grade()
    assert ended.code == 0
    assert place.points() == dict.fromkeys(("ada", "bo", "chi", "dana"), 6)


def test_a_broken_result_is_graded_again(graded_copy):
    (graded_copy.out / "ada/grade.json").write_text('{"schema_version": 1')
    (graded_copy.out / "bo/grade.json").write_bytes(b"\xff")
    ended = graded_copy.grade()
    assert ended.code == 0
    assert graded_copy.points() == {"ada": 6, "bo": 4}


def test_a_damaged_gradebook_is_not_written_to(graded_copy):
    book = graded_copy.out / "gradebook.db"
    book.write_bytes(b"no database" * 1000)
    ended = graded_copy.grade()
    assert ended.code == 3
    assert "gradebook.db' is not a gradebook, or is damaged" in ended.err
    assert book.read_bytes() == b"no database" * 1000


def test_a_gradebook_that_was_taken_away_is_filled_again(graded_copy):
    (graded_copy.out / "gradebook.db").unlink()
    ended = graded_copy.grade()
    assert "2 were done already" in ended.err
    with contextlib.closing(sqlite3.connect(graded_copy.out / "gradebook.db")) as book:
        rows = book.execute("SELECT submission_id, points FROM grades ORDER BY 1").fetchall()
    assert rows == [("ada", 6), ("bo", 4)]


def test_a_second_grader_in_the_same_folder_is_refused(graded_copy):
    held = try_lock("grade", graded_copy.out)
    try:
        ended = graded_copy.grade()
    finally:
        held.release()
    assert ended.code == 3
    assert "another grader is at work in 'out'" in ended.err
    assert "read as" not in ended.err  # said before a class is read
    assert graded_copy.grade().code == 0


def test_the_lock_of_a_killed_grader_holds_nobody_up(graded_copy):
    (graded_copy.out / "autograder-grade.lock").touch()
    assert graded_copy.grade().code == 0


@pytest.fixture
def disk(place):
    """Mount a tiny disk at `out`; returns how to mount it anew with other options."""
    place.out.mkdir()
    mounted = []

    def mount(options):
        command = ["mount", "-t", "tmpfs", "-o", options, "none", str(place.out)]
        if shutil.which("mount") is None or os.geteuid() != 0:
            pytest.skip("needs root and mount(8) for a disk of its own")
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"needs the right to mount a disk: {done.stderr.strip()}")
        mounted.append(place.out)

    yield mount
    for folder in mounted:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_read_only_folder_is_named(place, disk):
    place.hand_in("ada")
    disk("size=1m,ro")
    ended = place.grade()
    assert ended.code == 3
    assert "out" in ended.err
    assert "Read-only file system" in ended.err


def test_a_report_that_cannot_be_made_is_named_and_ends_nothing(place, monkeypatch, capsys):
    from autograder import report
    from autograder.cli.grade import GradeOptions, grade_class

    place.hand_in("ada")
    place.hand_in("bo")
    made = report.student_html

    def stumbles(view):
        if view.submission_id == "ada":
            msg = "no pixels"
            raise ZeroDivisionError(msg)
        return made(view)

    monkeypatch.setattr(report, "student_html", stumbles)
    options = GradeOptions(course=place.course, sandbox="process", jobs=1)
    assert grade_class("sums", place.folder / "class", place.out, options) == 3
    said = " ".join(capsys.readouterr().err.split())
    assert "ada: the grade is kept, but its report could not be made: ZeroDivisionError" in said
    assert place.points() == {"ada": 6, "bo": 6}
    assert (place.out / "bo" / "report.html").is_file()
    assert (place.out / "summary.html").is_file()
