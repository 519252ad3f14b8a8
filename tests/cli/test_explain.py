"""`autograder explain`: a failed check as a script that runs by itself."""

import json
import subprocess
import sys

import pytest


def scripted(place, *arguments):
    done = place.run("explain", *arguments)
    assert done.code == 0, done.err
    return done


def test_the_script_runs_alone_and_shows_both_values(graded_copy):
    done = scripted(graded_copy, "out/bo", "test_double")
    script = graded_copy.out / "bo" / "explain-public-test-double-test-double.py"
    assert str(script.name) in done.out
    shown = subprocess.run(
        [sys.executable, "-I", script], capture_output=True, text=True, check=True
    )
    assert "expected:" in shown.stdout
    assert "largest difference:" in shown.stdout


def test_the_script_holds_inputs_and_values_as_they_were(graded, tmp_path):
    scripted(graded, "out/bo", "test_double", "-o", tmp_path / "one.py")
    names = {}
    exec((tmp_path / "one.py").read_text(), names)
    x = names["args_1"][0]
    assert names["named_1"] == {}
    assert (names["returned_1"] == 3 * x).all()
    assert (names["found"] == 3 * x).all()
    assert (names["expected"] == 2 * x).all()


def test_a_check_that_passed_or_is_unknown_is_refused_with_those_that_failed(graded):
    for name in ("test_total", "nothing"):
        done = graded.run("explain", "out/bo", name)
        assert done.code == 2
        assert "public/test_double.py::test_double" in done.err


def test_a_folder_without_a_grade_is_refused(graded):
    done = graded.run("explain", "out", "test_double")
    assert done.code == 2
    assert "grade.json" in done.err


HOSTILE = "x\n__import__('os')._exit(7)\r\u2028import os #"


def test_no_text_of_a_grade_becomes_code(graded, tmp_path):
    grade = json.loads((graded.out / "bo" / "grade.json").read_text())
    check = next(one for one in grade["checks"] if one["outcome"] == "failed")
    for key in ("name", "title", "message", "diagnosis"):
        check[key] = HOSTILE
    for call in check["calls"]:
        call.update(function=HOSTILE, arguments=HOSTILE, result=HOSTILE, given=HOSTILE)
    for one in check["comparisons"]:
        one.update(name=HOSTILE, expected=HOSTILE, actual=HOSTILE)
        one.update(wanted="np.load('x')", found="__import__('os')._exit(7)")
    grade["submission_id"] = grade["assignment"] = HOSTILE
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "grade.json").write_text(json.dumps(grade))
    scripted(graded, folder, HOSTILE, "-o", tmp_path / "one.py")
    code = compile((tmp_path / "one.py").read_text(), "one.py", "exec")
    assert "os" not in code.co_names
    assert "_exit" not in code.co_names
    assert "load" not in code.co_names


@pytest.mark.parametrize("found", ["\x1b]0;pwned\x07", [[1.0], [1.0, 2.0]], None])
def test_what_was_found_sends_no_commands_to_the_terminal(graded, tmp_path, found):
    shown = shown_by_script(graded, tmp_path, found=repr(found))
    assert "types: " in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_no_name_is_taken_for_the_encoding_of_the_script(graded, tmp_path):
    name = "test_x[coding: utf-7]+AAo-print('pwned')"
    assert "\npwned" not in shown_by_script(graded, tmp_path, name, found="2.0")


def shown_by_script(graded, tmp_path, name="test_x", *, found):
    grade = json.loads((graded.out / "bo" / "grade.json").read_text())
    check = next(one for one in grade["checks"] if one["outcome"] == "failed")
    check["name"] = name
    check["comparisons"][-1].update(wanted="1.0", found=found)
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "grade.json").write_text(json.dumps(grade))
    scripted(graded, tmp_path / "ada", name, "-o", tmp_path / "one.py")
    command = [sys.executable, "-I", tmp_path / "one.py"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
