import json
import zipfile
from pathlib import Path

import nbformat
import pytest

from autograder.authoring import check_published, is_notebook_form, publish, zip_template
from autograder.authoring.leaks import prove_nothing_leaked
from autograder.authoring.template import build_template
from autograder.errors import SpecError
from autograder.intake import read_submission
from autograder.model import Assignment
from autograder.notebooks import module_source, read_notebook


@pytest.fixture
def files(assignment: Assignment) -> dict[str, bytes]:
    return build_template(assignment, notebook=True)


def test_the_module_and_the_answers_are_in_one_notebook(files: dict[str, bytes]) -> None:
    assert "step.ipynb" in files
    assert not {"step.py", "answers.md"} & files.keys()
    nbformat.validate(json.loads(files["step.ipynb"]))


def test_cells_stand_in_the_order_of_the_handout(files: dict[str, bytes]) -> None:
    cells = read_notebook(files["step.ipynb"]).cells
    assert [(cell.kind, cell.source.split("\n")[0][:20]) for cell in cells] == [
        ("markdown", "*Work in this notebo"),
        ("markdown", "# Steps"),
        ("code", '"""Steps."""'),
        ("markdown", "## Task 1: One step"),
        ("code", "def step(w, dw, rate"),
        ("markdown", "# Answers"),
    ]


def test_each_cell_says_what_it_is(files: dict[str, bytes]) -> None:
    marks = [c.settings("autograder") for c in read_notebook(files["step.ipynb"]).cells]
    assert [mark for mark in marks if mark] == [
        {"given": True, "cell": "code"},
        {"task": "step", "cell": "step"},
        {"file": "answers.md"},
    ]


def test_the_same_template_gives_the_same_notebook(
    assignment: Assignment, files: dict[str, bytes]
) -> None:
    assert build_template(assignment, notebook=True) == files


def test_nothing_secret_is_in_it(assignment: Assignment, files: dict[str, bytes]) -> None:
    prove_nothing_leaked(assignment, files)
    assert b"Downhill" not in files["step.ipynb"]
    assert b"NotImplementedError" in files["step.ipynb"]


def test_a_secret_line_in_a_cell_is_found(assignment: Assignment, files: dict[str, bytes]) -> None:
    document = json.loads(files["step.ipynb"])
    document["cells"][-1]["source"] = ["So:\n", "    velocity = -rate * dw * math.cos(0)\n"]
    leaky = {**files, "step.ipynb": json.dumps(document).encode()}
    with pytest.raises(SpecError, match=r"step\.ipynb:.*velocity"):
        prove_nothing_leaked(assignment, leaky)


def test_what_is_published_can_be_handed_in(assignment: Assignment, target: Path) -> None:
    publish(assignment, target, notebook=True)
    submission = read_submission(target, assignment, "ann")
    assert [file.path for file in submission.files] == ["step.ipynb", "answers.md"]
    assert submission.notes == ("'answers.md' was taken from the Markdown cells of 'step.ipynb'",)
    compile(module_source(submission.files[0].content), "step.py", "exec")


def test_a_template_goes_from_one_form_to_the_other(assignment: Assignment, target: Path) -> None:
    publish(assignment, target)
    assert not is_notebook_form(assignment, target)
    publish(assignment, target, notebook=True)
    assert is_notebook_form(assignment, target)
    assert not (target / "step.py").exists()
    assert check_published(assignment, target, notebook=True) == []
    assert "step.py: missing" in check_published(assignment, target)


def test_the_zip_has_the_same_form(assignment: Assignment, tmp_path: Path) -> None:
    zip_template(assignment, tmp_path / "steps.zip", notebook=True)
    names = zipfile.ZipFile(tmp_path / "steps.zip").namelist()
    assert "steps/step.ipynb" in names
    assert "steps/step.py" not in names


def test_work_begun_in_the_other_form_is_kept(assignment: Assignment, target: Path) -> None:
    publish(assignment, target)
    (target / "step.py").write_text("begun = 1\n")
    assert publish(assignment, target, notebook=True).kept == ("step.py",)
