"""The machine under a grader: its disk, its database, its clock, and a file that changes."""

import ast
import contextlib
import itertools
import os
import shutil
import sqlite3
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

import autograder
from autograder.model import SubmittedFile, digest_of

RIGHT = "def double(x):\n    return 2 * x\n\n\ndef total(x):\n    return x.sum()\n"
IMPATIENT = (
    "import sqlite3.dbapi2 as db\n"
    "connect = db.connect\n"
    "db.connect = lambda *a, **k: connect(*a, **{**k, 'timeout': 1.0})\n"
    "from autograder.cli.app import main; main()"
)
"""The command line, with a gradebook that waits one second for another writer, not thirty."""
JUMPING = (
    "import time\n"
    "real, days = time.time, 0\n"
    "def jumping():\n"
    "    global days\n"
    "    days = -3 * days + 1 if abs(days) < 999 else 0\n"
    "    return real() + 86400 * days\n"
    "time.time = jumping\n"
    "from autograder.cli.app import main; main()"
)
"""The command line under a clock that is days ahead, then days behind, each time it is read."""
WALL_CLOCKS = {"time", "time_ns", "clock_gettime", "localtime", "gmtime"}


@contextlib.contextmanager
def locked(scene):
    """Hold the gradebook as another writer does."""
    with contextlib.closing(sqlite3.connect(scene.out / "gradebook.db")) as book:
        book.execute("BEGIN IMMEDIATE")
        yield
        book.rollback()


@pytest.fixture
def to_be_stored(finished):
    """A class of which every check is in a journal, and no grade in a file."""
    for path in finished.out.glob("*/grade.json"):
        path.unlink()
    return finished


def test_a_gradebook_locked_for_a_moment_is_waited_for(to_be_stored, uninterrupted):
    def journals():
        return {path.stat().st_ino for path in to_be_stored.out.glob("*/journal.jsonl")}

    before = journals()
    with locked(to_be_stored):
        process = to_be_stored.launch()
        to_be_stored.until(lambda: journals() != before, process)
        time.sleep(0.5)
        assert not to_be_stored.grades()
    code, output = to_be_stored.ended(process)
    assert code == 0, output
    assert not to_be_stored.differences(uninterrupted)


def test_a_gradebook_locked_for_too_long_is_named_and_a_rerun_finishes(to_be_stored, uninterrupted):
    with locked(to_be_stored):
        code, output = to_be_stored.finish(program=("-c", IMPATIENT))
    assert code == 3
    assert "gradebook.db" in output
    assert "locked" in output
    assert not to_be_stored.grades()
    assert to_be_stored.finish()[0] == 0
    assert not to_be_stored.differences(uninterrupted)


@pytest.fixture
def small_disk(same_class):
    """Mount a disk at `out` that has room for a part of the class; returns how to enlarge it."""
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("needs root and mount(8) for a disk of its own")
    mount("-t", "tmpfs", "-o", "size=240k", "none", same_class.out)
    yield lambda: mount("-o", "remount,size=16m", same_class.out)
    subprocess.run(["umount", same_class.out], check=True)


def mount(*arguments):
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"needs the right to mount a disk: {done.stderr.strip()}")


def test_after_a_full_disk_the_grades_are_those_of_an_uninterrupted_run(
    same_class, small_disk, uninterrupted
):
    code, output = same_class.finish()
    assert code == 3
    assert "room" in output or "No space left" in output
    assert len(same_class.grades()) < 4
    small_disk()
    code, output = same_class.finish()
    assert code == 0, output
    assert not same_class.differences(uninterrupted)
    assert not same_class.leftovers()


def test_a_clock_that_jumps_changes_no_grade(finished, uninterrupted):
    shutil.rmtree(finished.out / "bo")
    code, output = finished.finish(program=("-c", JUMPING))
    assert code == 0, output
    assert not finished.differences(uninterrupted)


def test_no_deadline_of_ours_is_measured_by_the_wall_clock():
    root = Path(autograder.__file__).parent
    found = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "time"
        and node.attr in WALL_CLOCKS
    ]
    assert not found


CHANGED = RIGHT + "# seen again\n"


def test_a_submission_that_is_rewritten_while_it_is_graded_counts_in_one_version(finished):
    """An editor that saves over and over: what is graded is one of the saved texts, and is kept."""
    path = finished.hand_in("eve", RIGHT)
    process = finished.launch()
    texts = itertools.cycle((CHANGED, RIGHT))
    while process.poll() is None:
        saved = path.with_name(".saved")
        saved.write_text(next(texts))
        saved.replace(path)
        time.sleep(0.02)
    code, output = finished.ended(process)
    assert code == 0, output
    assert finished.points()["eve"] == 6
    with zipfile.ZipFile(finished.out / "eve" / "submission.zip") as kept:
        graded = kept.read("work.py").decode()
    assert graded in (RIGHT, CHANGED)
    digest = digest_of([SubmittedFile(path="work.py", content=graded.encode())])
    assert finished.grades()["eve"]["manifest"]["submission_digest"] == digest


def test_an_archive_that_was_half_written_is_graded_once_it_is_whole(finished):
    archive = finished.folder / "class" / "eve.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("work.py", RIGHT)
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) // 2])
    assert finished.finish()[0] == 0
    assert finished.grades()["eve"]["status"] == "unreadable"
    archive.write_bytes(whole)
    assert finished.finish()[0] == 0
    assert finished.points()["eve"] == 6
