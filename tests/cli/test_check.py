"""`autograder check`: what a student reads at home."""

import json
import shutil

import pytest


@pytest.fixture
def template(place):
    """A folder such as students unpack: no hidden tests, no reference."""
    folder = place.folder / "mine"
    shutil.copytree(place.course / "assignments" / "sums", folder / "sums")
    shutil.rmtree(folder / "sums" / "tests" / "hidden")
    return folder / "sums"


def work(place, template, text):
    (template / "work.py").write_text(text)
    return place.run("check", template)


RIGHT = "def double(x):\n    return 2 * x\n"


def test_right_work_passes(place, template):
    ended = work(place, template, RIGHT)
    assert ended.code == 0, ended
    assert "Each number is doubled" in ended.out
    assert "2 of 2 points" in ended.out
    assert "\nTotal" not in ended.out
    assert "All public checks pass (1 task)." in ended.out
    assert "Hidden tests for 4 of the 6 points will be run on what you hand in." in ended.out


def test_the_heading_calls_nobody_you(place, template):
    ended = work(place, template, RIGHT)
    assert ended.out.splitlines()[:2] == ["Sums", "Your own work, checked at home"]


def test_wrong_work_fails_with_what_was_expected(place, template):
    ended = work(place, template, RIGHT.replace("2", "3"))
    assert ended.code == 1
    assert "expected" in ended.out
    assert str(place.folder) not in ended.out


def test_json_alone_is_on_stdout(place, template):
    (template / "work.py").write_text(RIGHT)
    ended = place.run("check", template, "--json")
    assert ended.code == 0
    assert json.loads(ended.out)["status"] == "graded"


def test_a_missing_file_is_named(place, template):
    ended = place.run("check", template)
    assert (ended.code, ended.out) == (2, "")
    assert "your work is not there (expected: work.py)" in ended.err


def test_a_forgotten_return_is_asked_about(place, template):
    ended = work(place, template, "def double(x):\n    2 * x\n")
    assert ended.code == 1
    assert "found None" in ended.out or "returned None" in ended.out


def test_a_wrong_shape_is_told_as_two_shapes(place, template):
    ended = work(place, template, "def double(x):\n    return 2 * x[:, None]\n")
    assert "expected shape (3,), found shape (3, 1)" in ended.out


def test_a_misspelt_function_names_the_nearest(place, template):
    ended = work(place, template, "def dubble(x):\n    return 2 * x\n")
    assert "work.py has no 'double'; did you mean 'dubble'?" in ended.out


def test_a_syntax_error_names_the_line(place, template):
    ended = work(place, template, "def double(x):\n    return 2 *\n")
    assert ended.code == 1
    assert "work.py" in ended.out
    assert "line 2: return 2 *" in ended.out
    assert "SyntaxError" in ended.out
    assert "Before all else, correct work.py: Python cannot run it." in ended.out


def test_one_task_alone_is_checked(place, template):
    (template / "work.py").write_text(RIGHT.replace("2", "3"))
    ended = place.run("check", template, "--only", "double")
    assert ended.code == 1
    assert "0 of 2 points" in ended.out


def test_a_task_without_a_public_check_has_not_passed(place, template):
    (template / "work.py").write_text(RIGHT)
    ended = place.run("check", template, "--only", "total")
    assert (ended.code, ended.out) == (2, "")
    assert "no public check of total" in ended.err


def test_an_unknown_task_names_the_tasks(place, template):
    (template / "work.py").write_text(RIGHT)
    ended = place.run("check", template, "--only", "tripple")
    assert ended.code == 2
    assert "double, total" in ended.err


def test_a_folder_that_is_no_template_says_where_to_go(place):
    ended = place.run("check", place.folder)
    assert ended.code == 2
    assert "run this in the folder that you unpacked" in ended.err
