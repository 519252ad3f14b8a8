import pytest

from autograder.notebooks import answers_file, find_answer, read_notebook

WHY = "So that a step does not depend on the **batch size**."


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("nbgrader", "why"),
        ("otter", "why"),
        ("otter", "Question 2: why"),
        ("format-4.0", "why-average"),
        ("format-4.5", "Why average?"),
    ],
)
def test_an_answer_in_a_notebook_of_jupyter_is_found(written_file, file, name):
    assert find_answer(read_notebook(written_file(file)), name) == WHY


def test_ids_and_tags_name_a_cell(book, text):
    notebook = book({**text("one"), "id": "q1"}, text("two", tags=["q2"]))
    assert (find_answer(notebook, "q1"), find_answer(notebook, "q2")) == ("one", "two")


def test_a_question_that_is_not_there_is_none(book, text):
    assert find_answer(book(text("# Momentum\n\nyes")), "adam") is None


@pytest.mark.parametrize(
    "blank",
    ["", "YOUR ANSWER HERE", "_Type your answer here, replacing this text._", "<!-- hint -->",
     "*Write your answer here.*"],
)  # fmt: skip
def test_a_placeholder_is_a_blank_answer(book, text, blank):
    assert find_answer(book(text(blank, tags=["q"])), "q") == ""


def test_an_answer_goes_to_the_next_heading_of_its_rank(book, text, code):
    notebook = book(
        text("# Answers\n\n## Momentum\n\nfirst"),
        code("x = 1"),
        text("second\n\n### detail\n\nthird"),
        text("```\n## no heading\n```"),
        text("## Adam\n\nother"),
    )
    parts = ["first", "second", "### detail\n\nthird", "```\n## no heading\n```"]
    assert find_answer(notebook, "momentum") == "\n\n".join(parts)


def test_of_a_copied_cell_the_last_one_that_is_not_blank_counts(book, text):
    notebook = book(text("old", tags=["q"]), text("new", tags=["q"]), text("", tags=["q"]))
    assert find_answer(notebook, "q") == "new"


def test_the_published_cells_are_the_file_again(book, text):
    mark = {"autograder": {"file": "answers.md"}}
    notebook = book(
        text("# Handout"), text("## A\n\none", **mark), text("more"), text("## B\n\ntwo", **mark)
    )
    assert answers_file(notebook, "answers.md") == "## A\n\none\n\nmore\n\n## B\n\ntwo\n"
    assert answers_file(notebook, "other.md") == ""


def test_answers_of_other_tools_stand_under_their_names(written_file):
    for name, heading in (("nbgrader", "why"), ("otter", "Question 2: why")):
        notebook = read_notebook(written_file(name))
        assert answers_file(notebook, "answers.md") == f"## {heading}\n\n{WHY}\n"
