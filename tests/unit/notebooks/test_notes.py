from autograder.notebooks import notes

TASK = {"autograder": {"task": "adam", "cell": "adam"}}


def test_a_notebook_as_it_should_be_needs_no_word(book, code, text):
    good = book(text("# hi"), code("import math"), code("def adam(): pass", **TASK))
    assert notes(good, ["adam"]) == []


def test_magics_are_named_with_their_cells(book, code):
    assert notes(book(code("%matplotlib inline\n!ls"), code("%%bash\nls")), []) == [
        "magics and shell commands were left out (cell 1: '%matplotlib inline'; cell 1: '!ls')",
        "cells that are not Python were left out (cell 2: %%bash)",
    ]


def test_many_magics_are_counted(book, code):
    (note,) = notes(book(code("\n".join(f"!{n}" for n in range(9)))), [])
    assert "and 4 more" in note


def test_own_cells_that_do_work_are_told_to_count_in_part(book, code):
    (note,) = notes(book(code("def adam(): pass", **TASK), code("x = 1"), code("plot()")), ["adam"])
    assert note.startswith("cells 2 and 3 are not marked as part of a task: only imports")


def test_copies_are_told_apart(book, code):
    (note,) = notes(book(code("a = 1", **TASK), code("a = 2", **TASK)), ["adam"])
    assert note == "cells 1 and 2 are all marked 'adam': the last one counts where they differ"


def test_several_cells_of_one_task_are_no_copies(book, code):
    cells = [code("a = 1", autograder={"task": "adam", "cell": name}) for name in ("a", "b")]
    assert notes(book(*cells), ["adam"]) == []


def test_a_deleted_cell_is_missed(book, code):
    (note,) = notes(book(code("a = 1", **TASK)), ["adam", "sgd"])
    assert note == "no cell is marked as part of 'sgd': was one deleted?"


def test_marks_that_name_no_task_are_not_held_against_tasks(book, code):
    cell = code("a = 1", nbgrader={"solution": True, "grade_id": "cell-1"})
    assert notes(book(cell), ["adam"]) == []
