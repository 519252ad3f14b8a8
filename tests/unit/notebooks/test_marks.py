import pytest

from autograder.notebooks import read_notebook
from autograder.notebooks.marks import Mark, Role, marks

NBGRADER = {"schema_version": 3, "locked": False, "task": False}


def roles(notebook):
    return {number: mark.role for number, mark in marks(notebook).items()}


def test_what_publish_writes_is_known(book, code):
    found = marks(
        book(
            code("x", autograder={"task": "adam sgd", "cell": "a"}),
            code("import numpy", autograder={"given": True, "cell": "b"}),
            code("print(x)"),
        )
    )
    assert found == {
        1: Mark(Role.GRADED, ("adam", "sgd")),
        2: Mark(Role.GRADED),
        3: Mark(Role.OTHER),
    }


@pytest.mark.parametrize(
    ("comment", "tasks"),
    [
        ("# BEGIN SOLUTION adam", ("adam",)),
        ("### BEGIN SOLUTION", ()),
        ("    # BEGIN SOLUTION", ()),
        ("# BEGIN SOLUTION NO PROMPT", ()),
        ("# BEGIN SOLUTION  two-words", ("two-words",)),
    ],
)
def test_comments_mark_a_cell(book, code, comment, tasks):
    source = f"def f():\n{comment}\n    return 1\n# END SOLUTION"
    assert marks(book(code(source))) == {1: Mark(Role.GRADED, tasks)}


def test_a_comment_that_only_speaks_of_it_is_no_mark(book, code):
    assert roles(book(code("# where does BEGIN SOLUTION go?"))) == {1: Role.OTHER}


def test_nbgrader_tells_solutions_from_tests(book, code):
    found = marks(
        book(
            code("def f(): 1", nbgrader={**NBGRADER, "solution": True, "grade_id": "f"}),
            code(
                "assert f()",
                nbgrader={**NBGRADER, "solution": False, "grade": True, "grade_id": "test_f"},
            ),
            code("x = 1", nbgrader={**NBGRADER, "solution": False, "grade": False}),
        )
    )
    assert found == {1: Mark(Role.GRADED, ("f",)), 2: Mark(Role.TEST), 3: Mark(Role.OTHER)}


def test_otters_answers_are_named_by_the_check_after_them(book, code):
    found = marks(
        book(
            code("import otter\ngrader = otter.Notebook('a.ipynb')"),
            code("def f(): 1", tags=["otter_answer_cell"]),
            code('grader.check("f")'),
            code("grader.check_all()"),
        )
    )
    assert found[2] == Mark(Role.GRADED, ("f",))
    assert {found[n].role for n in (1, 3, 4)} == {Role.TEST}


def test_a_check_within_an_answer_does_not_lose_the_answer(book, code):
    cell = code("def f(): 1\ngrader.check('f')", tags=["otter_answer_cell"])
    assert roles(book(cell)) == {1: Role.GRADED}


@pytest.mark.parametrize("name", ["nbgrader", "otter"])
def test_notebooks_of_other_tools_have_one_answer_in_code(written_file, name):
    found = marks(read_notebook(written_file(name)))
    assert [m.tasks for m in found.values() if m.role is Role.GRADED] == [("scale",)]
    assert Role.TEST in {mark.role for mark in found.values()}


@pytest.mark.parametrize("metadata", [{"autograder": 3}, {"nbgrader": []}, {"tags": "otter"}])
def test_metadata_of_a_wrong_kind_marks_nothing(book, code, metadata):
    assert roles(book(code("x = 1", **metadata))) == {1: Role.OTHER}
