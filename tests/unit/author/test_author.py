"""What of the author's code a run may need: the reference, mistakes, other conventions."""

import logging
import shutil
from pathlib import Path

import pytest

from autograder.author import authors_code
from autograder.spec import load_assignment

COURSE = Path(__file__).parents[1] / "follow_through" / "course"


@pytest.fixture
def folder(tmp_path):
    course = Path(shutil.copytree(COURSE, tmp_path / "course"))
    return course / "assignments" / "chain"


def texts(suspect):
    return {name: content.decode() for name, content in suspect.files.items()}


def test_each_mistake_is_the_whole_reference_with_its_edit(folder):
    code = authors_code(load_assignment(folder))
    assert set(code.reference) == {"layers.py", "net.py"}
    names = ["bias_forgotten", "bias_subtracted", "weights_turned", "relu_forgotten"]
    assert [suspect.id for suspect in code.suspects] == names
    wrong = texts(code.suspects[1])
    assert "x @ w - b" in wrong["layers.py"]
    assert wrong["net.py"] == code.reference["net.py"].decode()
    assert code.suspects[1].tasks == ("layers",)


def test_the_reference_is_to_be_had_alone(folder):
    code = authors_code(load_assignment(folder), mistakes=False)
    assert (set(code.reference), code.suspects) == ({"layers.py", "net.py"}, ())


def test_a_template_has_none(folder):
    assert authors_code(load_assignment(folder).model_copy(update={"reference": None})) is None


def test_an_edit_that_finds_nothing_is_left_out_and_named(folder, caplog):
    file = folder / "mistakes.toml"
    file.write_text(file.read_text().replace('find = "np.maximum(hidden, 0)"', 'find = "tanh"'))
    with caplog.at_level(logging.WARNING):
        code = authors_code(load_assignment(folder))
    assert [suspect.id for suspect in code.suspects][-1] == "weights_turned"
    assert "relu_forgotten" in caplog.text


def test_a_page_of_mistakes_that_cannot_be_read_stops_nobody(folder, caplog):
    (folder / "mistakes.toml").write_text("[[mistake]]\nid = 3\n")
    with caplog.at_level(logging.WARNING):
        code = authors_code(load_assignment(folder))
    assert (code.suspects, "no diagnosis" in caplog.text) == ((), True)


VARIANTS = """
[[variant]]
convention = "bias"
value = "added"
says = "the bias is added here"

[[variant]]
convention = "bias"
value = "subtracted"
says = "this form subtracts the bias; this course adds it"
file = "layers.py"
find = "return x @ w + b, (x, w)"
replace = "return x @ w - b, (x, w)"
"""


def test_conventions_that_the_course_did_not_choose_are_suspects(folder):
    toml = folder / "assignment.toml"
    toml.write_text(
        toml.read_text().replace("[limits]", '[conventions]\nbias = "added"\n\n[limits]')
    )
    (folder / "mistakes.toml").write_text(VARIANTS)
    code = authors_code(load_assignment(folder))
    (other,) = code.suspects
    assert (other.id, other.tasks) == ("bias=subtracted", None)
    assert "x @ w - b" in texts(other)["layers.py"]
    assert b"x @ w + b" in code.reference["layers.py"]
