import json

import pytest

from autograder.notebooks import NotebookError, read_notebook, replace_in_cells


def test_a_text_over_several_lines_is_replaced_where_it_stands(content, code, text):
    before = content(text("x = 1"), code("def f():\n    y = 1\n    return y"), code("z = 3"))
    count, after = replace_in_cells(before, "y = 1\n    return", "y = 2\n    return")
    assert count == 1
    assert [cell.source for cell in read_notebook(after).cells] == [
        "x = 1",
        "def f():\n    y = 2\n    return y",
        "z = 3",
    ]
    assert json.loads(after)["cells"][1]["outputs"] == []


def test_what_is_found_in_several_cells_is_counted(content, code):
    assert replace_in_cells(content(code("x, x"), code("x")), "x", "y")[0] == 3


def test_a_text_of_the_format_itself_is_not_found(content, code):
    assert replace_in_cells(content(code("x")), "cell_type", "y")[0] == 0


def test_what_is_no_notebook_is_refused():
    with pytest.raises(NotebookError):
        replace_in_cells(b"{", "x", "y")
