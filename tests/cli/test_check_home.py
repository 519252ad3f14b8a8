"""What `check` finds out of a student's folder and machine, without running anything."""

import platform
from importlib.metadata import version

import pytest

from autograder import intake, spec
from autograder.cli import home
from autograder.errors import SpecError


@pytest.fixture
def template(place):
    return place.course / "assignments" / "sums"


def names(folder, *files):
    """Return the questions asked of a folder with these files."""
    for name in files:
        (folder / name).write_text("x = 1\n")
    assignment = spec.load_assignment(folder)
    return list(home.misnamed(folder, assignment, intake.read_submission(folder, assignment, "me")))


def test_the_template_is_found_from_within_it(template):
    assert home.find_template(template / "tests" / "public") == template
    assert home.find_template(template / "README.md") == template


def test_one_folder_too_high_names_the_right_one(template):
    with pytest.raises(SpecError, match='or name it: autograder check "sums"'):
        home.find_template(template.parent)


def test_a_folder_that_is_not_there_is_named(template):
    with pytest.raises(SpecError, match=r"nothing at .*nowhere"):
        home.find_template(template / "nowhere")


@pytest.mark.parametrize("name", ["Work.py", "work (1).py", "wrok.py", "work.py.ipynb", "wörk.py"])
def test_a_file_of_nearly_that_name_is_asked_about(template, name):
    (question,) = names(template, name)
    assert question == f"is {name!r} your 'work.py'? Then rename it to 'work.py'"


@pytest.mark.parametrize("files", [("work.py",), ("work.ipynb.bak",), ("plots.py",), ()])
def test_no_question_is_asked_without_a_reason(template, files):
    assert names(template, *files) == []


def test_a_notebook_in_its_place_is_no_wrong_name(template):
    (template / "work.ipynb").write_text('{"cells": [], "nbformat": 4}')
    assert names(template, "wrok.py") == []


def test_what_is_newer_here_is_said(monkeypatch):
    monkeypatch.setattr(platform, "python_version", lambda: "3.14.1")
    graded = {"python": "3.11", "numpy": "1.26.4", "pytest": version("pytest"), "no-such": "1.0"}
    told = list(home.newer_here(home.Published(versions=graded)))
    assert [words.partition(":")[0] for words in told] == [
        "you run Python 3.14.1, your work is graded with 3.11",
        f"you run numpy {version('numpy')}, your work is graded with 1.26.4",
    ]


@pytest.mark.parametrize("here", ["3.10.2", "3.11.9"])
def test_older_or_equal_is_no_reason_to_speak(monkeypatch, here):
    monkeypatch.setattr(platform, "python_version", lambda: here)
    assert list(home.newer_here(home.Published(versions={"python": "3.11"}))) == []


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[graded-with]\npython = 3\n", b"hidden-tests = 3", b"[["]
)
def test_a_damaged_note_of_publish_decides_nothing(template, content):
    (template / "published.toml").write_bytes(content)
    assert home.read_published(template) == home.Published()


def test_what_publish_notes_is_read_again(place):
    assert place.run("publish", "sums", "--course", place.course).code == 0
    published = home.read_published(place.course / "student_template" / "sums")
    assert published.hidden_tests == {"total": 1}
    assert set(published.versions) == {"python", "numpy", "matplotlib"}
