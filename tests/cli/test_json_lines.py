"""`autograder grade --json-lines`: what a program reads while a class is graded."""

import json
import re
import shutil
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "grade.md"


@pytest.fixture(scope="module")
def told(graded, new_place, tmp_path_factory):
    """The events of a class in which two were done before, one is new, one cannot be read."""
    place = new_place(tmp_path_factory.mktemp("told"))
    shutil.copytree(graded.folder, place.folder, dirs_exist_ok=True)
    place.hand_in("cy")
    (place.folder / "class" / "chi \u202e\n🎓").mkdir()
    (place.folder / "class" / "chi \u202e\n🎓" / "essay.txt").write_text("sorry")
    place.told = place.grade("--json-lines")
    return place


def events(ended):
    return [json.loads(line) for line in ended.out.split("\n")[:-1]]


def test_every_line_is_an_event_and_no_line_is_words(told):
    assert told.told.code == 0
    assert told.told.out.endswith("\n")
    assert "\u202e" not in told.told.out
    kinds = [event["event"] for event in events(told.told)]
    assert kinds == ["started", *["graded"] * 4, "warning", "finished"]
    assert {event["version"] for event in events(told.told)} == {1}


def test_each_submission_is_told_with_its_points(told):
    told = [event for event in events(told.told) if event["event"] == "graded"]
    assert [event["done"] for event in told] == [1, 2, 3, 4]
    graded = {event["submission"]: event for event in told}
    assert (graded["ada"]["kept"], graded["cy"]["kept"]) == (True, False)
    assert (graded["bo"]["points"], graded["bo"]["max_points"]) == (4, 6)
    (chi,) = [event for name, event in graded.items() if name.startswith("chi")]
    assert (chi["status"], chi["points"]) == ("unreadable", 0)


def test_the_end_says_how_many_of_which_and_the_exit_code(told):
    end = events(told.told)[-1]
    assert (end["exit_code"], end["done"], end["total"], end["kept"]) == (0, 4, 4, 2)
    counts = {kind: n for kind, n in end["counts"].items() if n}
    assert counts == {"full": 2, "partial": 1, "unreadable": 1}


def test_only_warnings_go_to_a_person(told):
    assert "not isolated" in told.told.err
    assert "graded" not in told.told.err.replace("not graded", "")


def test_the_page_names_every_field_of_every_event(told):
    section = PAGE.read_text(encoding="utf-8").partition("## `--json-lines`")[2]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", section, re.MULTILINE)
    named = {
        (event, field)
        for kinds, fields in rows
        for event in re.findall(r"\w+", kinds)
        for field in re.findall(r"`(\w+)`", fields)
    }
    for event in events(told.told):
        known = {field for kind, field in named if kind in {event["event"], "all"}}
        assert event.keys() <= known, event["event"]
        assert known <= event.keys(), event["event"]


def test_two_forms_of_json_at_once_are_refused(graded):
    ended = graded.grade("--json", "--json-lines")
    assert ended.code == 2
    assert "not both" in ended.err


def test_a_reader_that_leaves_costs_no_grade(place):
    for student in ("ada", "bo"):
        place.hand_in(student)
    process = place.start(*place.grade_command("--json-lines"))
    process.stdout.close()
    process.stdout = None
    err = process.communicate(timeout=300)[1]
    assert process.returncode == 0, err
    assert err.count("nobody reads the JSON lines any more; grading goes on") == 1
    assert "Traceback" not in err
    assert "BrokenPipe" not in err
    assert place.points() == {"ada": 6, "bo": 6}
    assert (place.out / "summary.html").exists()


def test_an_error_before_the_first_submission_leaves_no_event(graded_copy):
    graded_copy.toml.write_text("schema = ")
    ended = graded_copy.grade("--json-lines")
    assert (ended.code, ended.out) == (2, "")
