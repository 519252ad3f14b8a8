"""`autograder init`: what it lays down works, and gives what its README says."""

import json
import re
import subprocess
import sys

import pytest

ROW = re.compile(r"^\| `(\w+)` \| (\d+) \|", re.MULTILINE)


def autograder(*arguments, folder, code=0):
    command = [sys.executable, "-m", "autograder", *map(str, arguments)]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == code, run.stdout + run.stderr
    return run.stdout + run.stderr


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    folder = tmp_path_factory.mktemp("started")
    told = autograder("init", "course", folder=folder)
    return folder / "course", told


def earned(out):
    grades = [json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*/grade.json")]
    return {
        grade["student"]["id"]: sum(task["points"] for task in grade["tasks"]) for grade in grades
    }


def promised(course):
    rows = ROW.findall((course / "README.md").read_text(encoding="utf-8"))
    assert len(rows) == 5
    return {student: float(points) for student, points in rows}


def test_the_next_three_commands_are_told_and_work(started):
    course, told = started
    commands = re.findall(r"^  autograder (.+)$", told, re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["verify", "publish", "grade"]
    basic = ("--level", "basic", "--seeds", "1", "--sandbox", "process")
    assert "all holds" in autograder(*commands[0].split(), *basic, folder=course)
    assert "none leaked" in autograder(*commands[1].split(), folder=course)
    assert (course / "student_template" / "one-neuron.zip").is_file()
    told = autograder(*commands[2].split(), "--sandbox", "process", folder=course)
    assert "no submission from 1 of the roster: fay" in told
    assert earned(course / "graded") == promised(course)


def test_a_folder_with_something_in_it_is_refused(started):
    course, _ = started
    told = autograder("init", "course", folder=course.parent, code=2)
    assert "expected an empty folder or none, found something there; name a new folder" in told


def test_files_for_builds_say_what_to_fill_in(started):
    course, _ = started
    told = autograder("init", "--ci", "github", "course", folder=course.parent)
    assert "wrote course/.github/workflows/grade.yml" in told
    assert "each says at its top what to fill in" in told
    told = autograder("init", "--ci", "jenkins", "course", folder=course.parent, code=2)
    assert "choose one of: github, gitlab" in told
