"""What docs/writing-a-suite.md tells an instructor to type works as it stands there."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.model import Feedback, Limits, Task
from autograder.spec.shapes import Values

TEXT = (Path(__file__).parents[2] / "docs" / "writing-a-suite.md").read_text(encoding="utf-8")
FILE = re.compile(
    r"^`((?:assignments|reference)/[^`]+)` (?:[^\n]+\n)+\n```\w+\n(.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \|", re.MULTILINE)
MORE = """
import pytest
from autograder.checks import assert_close
from .expected import twice

@pytest.mark.task("backward", points=2)
def test_more(submission, remote, ones):
    assert remote.get(submission, "LIMIT") == 3
    assert_close(submission.dropout_backward(ones, 2.0), twice(ones))
    with pytest.raises(ValueError):
        submission.refuse()
"""
EXTRA = "\n\nLIMIT = 3\n\n\nclass Odd(ValueError): ...\n\n\ndef refuse():\n    raise Odd\n"


def autograder(*arguments, folder, code=0):
    command = [sys.executable, "-m", "autograder", *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == code, run.stdout + run.stderr
    return run.stdout + run.stderr


def points(folder, submission, out):
    autograder("grade", "dropout", submission, "-o", out, "--sandbox", "process", folder=folder)
    (grade,) = (folder / out).glob("*/grade.json")
    return json.loads(grade.read_text(encoding="utf-8"))["points"]


@pytest.fixture
def course(tmp_path):
    """The course of the ten minutes and its mistakes.toml, typed from the page."""
    files = FILE.findall(TEXT)
    assert len(files) == 6
    for name, content in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_the_first_assignment_can_be_published_and_graded(course):
    autograder("publish", "dropout", "--zip", folder=course)
    assert points(course, "reference/dropout", "tryout") == 8
    assert points(course, "student_template/dropout.zip", "blank") == 0


def test_the_mistake_of_the_page_is_as_it_says(course):
    command = ("verify", "dropout", "--seeds", "1", "--sandbox", "process", "--json")
    (report,) = json.loads(autograder(*command, folder=course, code=1))
    assert {finding["rule"] for finding in report["findings"]} == {"idle"}
    (row,) = [row for row in report["rows"] if row["kind"] == "mistake"]
    assert (row["name"], row["lost"]) == ("mask_not_scaled", 1.0)


def test_shared_fixtures_sibling_imports_constants_and_exceptions(course):
    hidden = course / "assignments" / "dropout" / "tests" / "hidden"
    (hidden / "conftest.py").write_text(
        "import numpy as np, pytest\n@pytest.fixture\ndef ones(): return np.ones(3)\n"
    )
    (hidden / "expected.py").write_text("def twice(x): return 2 * x\n")
    (hidden / "test_more.py").write_text(MORE)
    toml = course / "assignments" / "dropout" / "assignment.toml"
    toml.write_text(toml.read_text().replace("points = 2", "points = 4"))
    reference = course / "reference" / "dropout" / "dropout.py"
    reference.write_text(reference.read_text() + EXTRA)
    assert points(course, "reference/dropout", "tryout") == 10


def test_a_plain_import_of_a_sibling_is_refused(course):
    hidden = course / "assignments" / "dropout" / "tests" / "hidden"
    (hidden / "expected.py").write_text("")
    (hidden / "test_more.py").write_text("import expected\n")
    command = ("grade", "dropout", "reference/dropout", "-o", "tryout", "--sandbox", "process")
    assert "No module named 'expected'" in autograder(*command, folder=course, code=2)


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("## assignment.toml", Values),
        ("`[[task]]`", Task),
        ("`[limits]`", Limits),
        ("`[feedback]`", Feedback),
    ],
)
def test_the_table_of_keys_is_whole_and_its_defaults_are_right(heading, model):
    table = TEXT.split(f"\n{heading}")[1].split("\n\n| key")[1].split("\n\n")[0]
    told = {key: default.strip("`") for key, default in ROW.findall(table)}
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    tables = {"task", "limits", "feedback", "late", "attempts", "written", "conventions"}
    tables = tables if model is Values else set()
    assert told.keys() == fields.keys() - tables
    for name, default in told.items():
        if fields[name].is_required():
            assert default == "required"
        elif fields[name].default is not None:
            value = fields[name].default
            assert json.loads(default) == (list(value) if isinstance(value, tuple) else value)
