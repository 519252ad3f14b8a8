"""Notebooks from the reference to the report, as instructors and students meet them."""

import json
import shutil

import pytest


def code(source, **metadata):
    return {
        "cell_type": "code",
        "source": source,
        "metadata": metadata,
        "outputs": [],
        "execution_count": None,
    }


def write(path, *cells):
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    path.write_text(json.dumps(document), encoding="utf-8")


def solved(cells, **bodies):
    """Return the cells with the gap of each named function filled."""
    for cell in cells:
        lines = cell["source"]
        for name, body in bodies.items():
            if any(f"def {name}(" in line for line in lines):
                lines[:] = [body if "NotImplementedError" in line else line for line in lines]
    return cells


@pytest.fixture
def published(place):
    """The course's template as a notebook; its path."""
    ended = place.run("publish", "sums", "--notebook", "--course", place.course)
    assert ended.code == 0, ended
    return place.course / "student_template" / "sums"


def test_a_published_notebook_is_filled_in_checked_and_graded(place, published):
    assert not (published / "work.py").exists()
    path = published / "work.ipynb"
    document = json.loads(path.read_text(encoding="utf-8"))
    solved(document["cells"], double="    return 2 * x\n", total="    return x.sum()\n")
    path.write_text(json.dumps(document), encoding="utf-8")
    ended = place.run("check", published)
    assert ended.code == 0, ended
    assert "All public checks pass" in ended.out
    shutil.copytree(published, place.folder / "class" / "ada")
    assert place.grade().code == 0
    assert place.grades()["ada"]["points"] == place.grades()["ada"]["max_points"]


def test_a_failure_points_at_cell_and_line(place, published):
    cells = json.loads((published / "work.ipynb").read_text(encoding="utf-8"))["cells"]
    (number,) = [n for n, c in enumerate(cells, 1) if "def double" in "".join(c["source"])]
    solved(cells, double="    y = 2\n    return x / nothing\n")
    write(published / "work.ipynb", *cells, code("%matplotlib inline\nprint(double(3))"))
    ended = place.run("check", published)
    assert ended.code == 1
    told = " ".join(ended.out.split())
    assert f"work.ipynb, cell {number}, line 3, in double: return x / nothing" in told
    assert f"(cell {len(cells) + 1}: '%matplotlib inline')" in told
    assert "work.py" not in ended.out


def test_the_form_of_a_template_stays(place, published):
    assert place.run("publish", "sums", "--check", "--course", place.course).code == 0
    assert "work.ipynb" in {path.name for path in published.iterdir()}
    assert place.run("publish", "sums", "--modules", "--course", place.course).code == 0
    assert {"work.py"} == {path.name for path in published.iterdir() if path.stem == "work"}


@pytest.fixture
def in_notebooks(place):
    """The same course, whose reference is a notebook and which asks for one."""
    place.toml.write_text(place.toml.read_text().replace("work.py", "work.ipynb"))
    reference = place.course / "reference" / "sums"
    source = (reference / "work.py").read_text()
    (reference / "work.py").unlink()
    cells = [code(part) for part in source.split("\n\n\n")]
    write(reference / "work.ipynb", code("%matplotlib inline\nimport numpy as np"), *cells)
    return place


def test_a_notebook_that_is_asked_for_is_graded(in_notebooks):
    place = in_notebooks
    double, total = (
        code("def double(x):\n    return 2 * x"),
        code("def total(x):\n    return x.sum()"),
    )
    broken = code("def total(x:\n    return x.sum()")
    write(place.folder / "class" / "right" / "work.ipynb", total, double)
    write(place.folder / "class" / "broken" / "work.ipynb", broken, double)
    (place.folder / "class" / "junk").mkdir()
    (place.folder / "class" / "junk" / "work.ipynb").write_text("not JSON")
    assert place.grade().code == 0
    found = place.grades()
    assert found["right"]["points"] == found["right"]["max_points"]
    assert 0 < found["broken"]["points"] < found["broken"]["max_points"]
    assert found["junk"]["status"] == "unreadable"
    failed = [check for check in found["broken"]["checks"] if check["outcome"] == "failed"]
    assert {check["frames"][-1]["file"] for check in failed} == {"work.ipynb, cell 1"}
    assert all("'(' was never closed (work.ipynb, cell 1, line 1)" in c["message"] for c in failed)


def test_its_template_is_a_notebook_without_solutions(in_notebooks):
    place = in_notebooks
    ended = place.run("publish", "sums", "--course", place.course)
    assert ended.code == 0, ended
    text = (place.course / "student_template" / "sums" / "work.ipynb").read_text()
    assert "NotImplementedError" in text
    assert "BEGIN SOLUTION" not in text
    marks = [cell["metadata"]["autograder"] for cell in json.loads(text)["cells"]]
    assert [mark.get("task") for mark in marks if not mark.get("given")] == ["double", "total"]


@pytest.mark.docker
def test_in_a_container_a_broken_cell_costs_the_same(in_notebooks):
    place = in_notebooks
    cells = code("def total(x:\n    pass"), code("!ls\ndef double(x):\n    return 2 * x")
    write(place.folder / "class" / "ada" / "work.ipynb", *cells)
    ended = place.run("grade", "sums", "class", "-o", "out", "--course", "course")
    assert ended.code == 0, ended
    assert place.points() == {"ada": 2}
    frames = [check["frames"][-1] for check in place.grades()["ada"]["checks"] if check["frames"]]
    assert {(frame["file"], frame["line"]) for frame in frames} == {("work.ipynb, cell 1", 1)}
