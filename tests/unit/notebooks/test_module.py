import ast

import pytest

from autograder.errors import SpecError
from autograder.notebooks import (
    module_name,
    module_source,
    modules_of,
    notebook_name,
    readable_lines,
    told_as_notebook,
)
from autograder.notebooks.module import parts

GRADED = {"autograder": {"task": "adam"}}


def test_a_notebook_gives_the_module_of_its_name():
    assert module_name("part/optim.ipynb") == "part/optim.py"
    assert module_name("optim.py") == "optim.py"
    assert notebook_name("optim.py") == "optim.ipynb"


def test_of_a_marked_notebook_other_cells_count_in_part(book, code):
    found = parts(book(code("x = f()"), code("y = 1", **GRADED), code(" ")))
    assert [(part.number, part.is_whole) for part in found] == [(1, False), (2, True)]


def test_of_a_notebook_without_marks_all_counts(book, code, text):
    found = parts(book(text("# hi"), code("x = f()"), code("%%bash\nls")))
    assert [(part.number, part.is_whole) for part in found] == [(2, True)]


def test_a_cell_that_an_editor_calls_another_language_is_left_out(book, code):
    shell = code("ls", vscode={"languageId": "shellscript"})
    assert [part.number for part in parts(book(shell, code("x = 1", vscode={})))] == [2]


def test_tests_of_the_course_are_left_out(book, code):
    cell = code("assert f()", nbgrader={"grade": True, "solution": False})
    assert parts(book(cell)) == []


def test_whatever_stands_in_a_cell_stays_a_text(content, code):
    hostile = "\"\"\")\nimport os\n''' \\ \u2028 \x00 {}"
    tree = ast.parse(module_source(content(code(hostile))))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [node.module for node in imports] == ["autograder.worker"]
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert hostile in texts


def test_a_module_that_was_handed_in_is_not_replaced(content, code):
    files = {"a.ipynb": content(code("x = 1")), "a.py": b"x = 2", "b.ipynb": content()}
    assert list(modules_of(files)) == ["b.py"]


def test_a_notebook_of_the_course_that_cannot_be_read_is_named():
    with pytest.raises(SpecError, match=r"a\.ipynb: it is not a notebook"):
        modules_of({"a.ipynb": b"{"})


def test_cells_have_lines_of_their_own(content, code, text):
    files = {"a.ipynb": content(text("hi"), code("x\ny")), "b.py": b"z\n"}
    assert readable_lines(files) == {"a.ipynb, cell 2": ["x", "y"], "b.py": ["z"]}


def test_students_read_the_name_of_what_they_handed_in():
    words = "/tmp/optim.py has no 'adam'; see net.py, my_optim.py and optim.pyc"
    told = told_as_notebook(words, ["optim.ipynb", "net.py"], ())
    assert told == words.replace("/optim.py ", "/optim.ipynb ")


def test_a_notebook_that_is_missing_is_called_as_it_was_asked_for():
    told = told_as_notebook("no file 'optim.py' was submitted", [], ["optim.ipynb"])
    assert told == "no file 'optim.ipynb' was submitted"
