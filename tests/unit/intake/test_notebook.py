import json
from pathlib import Path

import pytest

from autograder.intake import discover, read_submission
from autograder.model import Assignment

WRITTEN = Path(__file__).parents[2] / "data" / "notebooks"


def notebook(*cells: dict[str, object]) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells}).encode()


def code(source: str, **metadata: object) -> dict[str, object]:
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": []}


@pytest.fixture
def asked(single: Assignment) -> Assignment:
    """`optim.py` and answers are asked for."""
    task = single.tasks[0].model_copy(update={"id": "scale", "file": "optim.py"})
    update = {"submit": ("optim.py", "answers.md"), "optional": ("answers.md",), "tasks": (task,)}
    return single.model_copy(update=update)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ann").mkdir()
    return tmp_path / "ann"


@pytest.mark.parametrize("name", sorted(path.name for path in WRITTEN.glob("*.ipynb")))
def test_a_notebook_stands_for_the_module_asked_for(
    asked: Assignment, folder: Path, name: str
) -> None:
    (folder / "optim.ipynb").write_bytes((WRITTEN / name).read_bytes())
    submission = read_submission(folder, asked, "ann")
    assert submission.problem is None
    assert "optim.ipynb" in [file.path for file in submission.files]
    assert not any("is not there" in note for note in submission.notes)
    assert b"output_type" not in submission.files[0].content


def test_answers_in_the_notebook_become_the_file_asked_for(asked: Assignment, folder: Path) -> None:
    (folder / "optim.ipynb").write_bytes((WRITTEN / "nbgrader.ipynb").read_bytes())
    submission = read_submission(folder, asked, "ann")
    answers = {file.path: file.content for file in submission.files}["answers.md"]
    assert answers.decode().startswith("## why\n\nSo that a step")
    assert "'answers.md' was taken from the Markdown cells of 'optim.ipynb'" in submission.notes


def test_a_file_of_answers_counts_before_the_notebooks(asked: Assignment, folder: Path) -> None:
    (folder / "optim.ipynb").write_bytes((WRITTEN / "nbgrader.ipynb").read_bytes())
    (folder / "answers.md").write_text("mine")
    submission = read_submission(folder, asked, "ann")
    assert {file.path: file.content for file in submission.files}["answers.md"] == b"mine"


def test_beside_the_module_the_notebook_is_not_looked_at(asked: Assignment, folder: Path) -> None:
    (folder / "optim.py").write_text("x = 1")
    (folder / "optim.ipynb").write_bytes(notebook(code("x = 2")))
    submission = read_submission(folder, asked, "ann")
    assert [file.path for file in submission.files] == ["optim.py"]
    assert "'optim.py' counts, 'optim.ipynb' beside it was not looked at" in submission.notes


def test_a_note_says_which_notebook_it_is_about(asked: Assignment, folder: Path) -> None:
    (folder / "optim.ipynb").write_bytes(notebook(code("!ls")))
    (note,) = read_submission(folder, asked, "ann").notes
    assert note == ("'optim.ipynb': magics and shell commands were left out (cell 1: '!ls')")


def test_only_tasks_of_the_notebook_are_missed(asked: Assignment, folder: Path) -> None:
    other = asked.tasks[0].model_copy(update={"id": "other", "file": "net.py"})
    both = asked.model_copy(
        update={"tasks": (*asked.tasks, other), "submit": ("optim.py", "net.py")}
    )
    cells = [code("def f(): 1", autograder={"task": "scale"})]
    (folder / "optim.ipynb").write_bytes(notebook(*cells))
    (folder / "net.py").write_text("")
    assert read_submission(folder, both, "ann").notes == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "is not a notebook"),
        (b'{"nbformat": 3, "worksheets": []}', "is in Jupyter's format 3"),
        (b"[" * 600_000, "can you clear its outputs"),
    ],
)
def test_a_broken_notebook_is_the_students_problem_in_words(
    asked: Assignment, folder: Path, content: bytes, words: str
) -> None:
    (folder / "optim.ipynb").write_bytes(content)
    problem = read_submission(folder, asked, "ann").problem
    assert problem is not None
    assert words in problem


def test_a_notebook_each_is_a_class(single: Assignment, tmp_path: Path) -> None:
    for name in ("ann", "bob"):
        (tmp_path / f"{name}.ipynb").write_bytes(notebook(code("x = 1")))
    found = discover(tmp_path, single)
    assert [one.id for one in found] == ["ann", "bob"]
    assert [one.read().files[0].path for one in found] == ["optim.ipynb"] * 2


def test_some_hand_in_modules_and_some_notebooks(asked: Assignment, tmp_path: Path) -> None:
    (tmp_path / "ann").mkdir()
    (tmp_path / "ann" / "optim.py").write_text("x = 1")
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob" / "optim.ipynb").write_bytes(notebook(code("x = 1")))
    assert [one.id for one in discover(tmp_path, asked)] == ["ann", "bob"]


def test_a_notebook_that_is_asked_for_by_name_counts_beside_a_module(
    asked: Assignment, folder: Path
) -> None:
    named = asked.model_copy(update={"submit": ("optim.ipynb",), "optional": ()})
    (folder / "optim.ipynb").write_bytes(notebook(code("x = 1")))
    (folder / "optim.py").write_text("x = 2")
    submission = read_submission(folder, named, "ann")
    assert [file.path for file in submission.files] == ["optim.ipynb"]
