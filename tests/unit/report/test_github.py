"""Annotations, read as the runner reads a log: whatever a student wrote stays data."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.model import Grade, StudentFrame
from autograder.report import github_annotations, student_view
from autograder.report.github import MOST

KINDS = {"error", "warning", "notice"}
OLD_COMMAND = re.compile(r"##\w*\[")


class Command(NamedTuple):
    kind: str
    properties: dict[str, str]
    message: str


def as_runner(text: str) -> Iterator[Command]:
    """Yield what the runner takes for commands; every line must be one that we meant."""
    # It ends a line at either sign, trims it, and splits at the first two colons.
    for row in re.split(r"[\r\n]+", text.rstrip("\n")) if text else ():
        assert row.startswith("::"), row
        assert not OLD_COMMAND.search(row)
        head, _, message = row[2:].partition("::")
        kind, _, told = head.partition(" ")
        assert kind in KINDS, row
        pairs = [pair.split("=", 1) for pair in told.split(",") if pair]
        assert {key for key, _ in pairs} <= {"file", "line", "title"}, row
        yield Command(kind, {key: unquote(value) for key, value in pairs}, unquote(message))


def annotated(*grades: Grade) -> list[Command]:
    return list(as_runner(github_annotations([student_view(grade) for grade in grades])))


def test_a_failed_check_stands_at_the_deepest_line_of_the_student(make: Any) -> None:
    (found,) = annotated(make.grade(checks=(make.failed(), make.check())))
    assert found.kind == "error"
    assert (found.properties["file"], found.properties["line"]) == ("optim.py", "41")
    assert found.properties["title"] == "Adam: The first step is as large as the learning rate."
    assert found.message.startswith("expected next_w[0, 3] = 0.4813\nfound    next_w[0, 3]")
    assert "Hint: Did you divide both moments by `1 - beta**t`" in found.message


def test_a_wrong_value_without_a_line_stands_at_the_file_of_its_task(make: Any) -> None:
    plain = make.grade()
    tasks = tuple(task.model_copy(update={"file": "optim.py"}) for task in plain.tasks)
    (found,) = annotated(make.grade(tasks=tasks, checks=(make.failed(frames=()),)))
    assert found.properties["file"] == "optim.py"
    assert "line" not in found.properties


def test_a_cell_of_a_notebook_is_named_in_words(make: Any) -> None:
    frame = StudentFrame(file="optim.ipynb, cell 7", line=3, function="adam")
    (found,) = annotated(make.grade(checks=(make.failed(frames=(frame,)),)))
    assert found.properties["file"] == "optim.ipynb"
    assert "line" not in found.properties
    assert found.message.startswith("Cell 7, line 3.\n")


def test_of_a_hidden_check_only_what_its_student_may_read(make: Any) -> None:
    (found,) = annotated(make.grade(checks=(make.hidden(),)))
    assert found.properties["title"].endswith("(hidden)")
    assert found.properties["line"] == "44"
    assert found.message.startswith("A value is not the expected one.")
    assert "0.4813" not in found.message


def test_what_failed_through_our_fault_is_a_warning(make: Any) -> None:
    ours = make.failed(outcome="error", failure="infrastructure", points=0)
    grade = make.grade(status="error", problem="the engine is gone", checks=(ours,))
    found = annotated(grade)
    assert {one.kind for one in found} == {"warning"}
    assert "the engine is gone" not in github_annotations([student_view(grade)])


def test_work_that_cannot_be_read_says_why(make: Any) -> None:
    (found,) = annotated(make.grade(status="unreadable", problem="optim.py is missing", checks=()))
    assert "optim.py is missing" in found.message


def test_right_work_has_none(make: Any) -> None:
    assert github_annotations([student_view(make.grade())]) == ""


def test_of_a_class_each_says_whose_and_points_at_no_file(make: Any) -> None:
    bad = make.grade(checks=(make.failed(),))
    first, second = annotated(bad, bad.model_copy(update={"submission_id": "bo"}))
    assert first.properties["title"].startswith("s1024: Adam")
    assert second.properties == {"title": first.properties["title"].replace("s1024", "bo")}


def test_what_github_would_drop_is_counted(make: Any) -> None:
    checks = tuple(make.failed(f"c{n}", title=f"Check {n}.") for n in range(MOST + 3))
    found = annotated(make.grade(checks=checks))
    assert [one.kind for one in found] == ["error"] * MOST + ["notice"]
    assert found[-1].message == "3 more findings: read the report"


def test_hostile_text_is_no_command(hostile: str, make: Any) -> None:
    assert annotated(make.poisoned(hostile[:5000]))


@pytest.mark.parametrize(
    "text",
    [
        "x\n::error file=a.py::pwned",
        "x\r::add-mask::pwned",
        "x\u2028::set-output name=a::pwned",
        "%0A::error::pwned",
        "a,line=1,file=b::c",
        "::stop-commands::pwned",
        "##[add-path]pwned",
    ],
)
def test_a_student_cannot_forge_a_command_or_a_property(text: str, make: Any) -> None:
    for found in annotated(make.poisoned(text)):
        assert found.properties.get("line") in {None, "3"}
        assert found.properties.get("file") not in {"a.py", "b"}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(alphabet=st.sampled_from(":%,=#[\r\n\u2028\x0b\x85 aA0D")))
def test_no_text_at_all_is_a_command(text: str, make: Any) -> None:
    list(as_runner(github_annotations([student_view(make.poisoned(text))])))
