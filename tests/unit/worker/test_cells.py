import inspect
import runpy
import sys
import traceback
import types

import pytest

from autograder.worker.cells import run


def module(*rows):
    """Return a module of these cells, as a notebook's module would be."""
    made = types.ModuleType("work")
    made.__file__ = "/nowhere/work.py"
    numbered = [(number, *row) for number, row in enumerate(rows, start=1)]
    made.__getattr__ = run(vars(made), numbered)
    return made


def whole(source):
    return (True, source)


def part(source):
    return (False, source)


def raised(action):
    """Return the exception of `action` and where its last line is."""
    try:
        action()
    except Exception as error:  # noqa: BLE001 - it is what the test looks at
        last = traceback.extract_tb(error.__traceback__)[-1]
        return error, f"{last.filename}, line {last.lineno}"
    pytest.fail("nothing was raised")


def test_cells_share_one_namespace():
    assert module(whole("x = 1"), whole("def f():\n    return x + 1")).f() == 2


def test_a_failure_points_at_cell_and_line():
    made = module(whole("x = 1"), whole("def f():\n    y = 2\n    return y / 0"))
    error, where = raised(made.f)
    assert isinstance(error, ZeroDivisionError)
    assert where == "/nowhere/work.ipynb, cell 2, line 3"


def test_the_text_of_a_cell_can_be_looked_up():
    made = module(whole("def f():\n    return 1  # here\n"))
    assert "# here" in inspect.getsource(made.f)


def test_a_broken_cell_costs_what_it_defines_alone():
    made = module(whole("def f(:\n    pass"), whole("def g():\n    return 1"))
    assert made.g() == 1
    error, _ = raised(lambda: made.f)
    assert isinstance(error, SyntaxError)
    assert (error.filename, error.lineno) == ("/nowhere/work.ipynb, cell 1", 1)


def test_a_cell_that_raises_is_told_where_its_name_is_asked_for():
    made = module(whole("import os\nos.nothing\ndef f():\n    pass"))
    error, where = raised(lambda: made.f)
    assert type(error).__name__ == "AttributeError"
    assert not isinstance(error, AttributeError)  # or it would read: there is no such name
    assert where == "/nowhere/work.ipynb, cell 1, line 2"


def test_asked_again_it_is_told_the_same():
    made = module(whole("1 / 0\nf = 3"))
    told = [
        (where, len(traceback.extract_tb(error.__traceback__)))
        for error, where in (raised(lambda: made.f) for _ in range(3))
    ]
    assert len(set(told)) == 1


def test_a_name_that_no_cell_would_define_is_missing():
    error, _ = raised(lambda: module(whole("1 / 0\nfoo = 3")).fo)
    assert isinstance(error, AttributeError)


def test_the_order_of_cells_does_not_matter():
    assert module(whole("class B(A):\n    pass"), whole("class A:\n    x = 1")).B.x == 1


def test_the_later_of_two_copies_counts():
    assert module(whole("def f():\n    return 1"), whole("def f():\n    return 2")).f() == 2


def test_a_future_import_holds_for_its_cell():
    made = module(whole("x = 1"), whole("from __future__ import annotations\ndef f(a: no): pass"))
    assert made.f.__annotations__ == {"a": "no"}


def test_of_a_cell_in_part_definitions_count_and_work_does_not():
    source = "import math\nlimit = 3\ntable = [1, (2, -limit)]\nnote = print('work')\nmath.sin(1)\n"
    source += "def f():\n    return math.pi + limit\n"
    made = module(part(source))
    assert made.f() > 6
    assert made.table == [1, (2, -3)]
    assert not hasattr(made, "note")


@pytest.mark.parametrize(
    ("statement", "counts"),
    [
        ("x = np.zeros(3).reshape(3, 1)", True),
        ("x = np.random.default_rng(0).normal(size=3)", True),
        ("x: float = math.sqrt(2)", True),
        ("x = float('3')", False),
        ("x = train(np.zeros(3))", False),
        ("x = np.zeros(len('abc'))", False),
        ("x = [n for n in range(3)]", False),
        ("if True:\n    x = 1", False),
        ("x += 1", False),
    ],
)
def test_values_that_imported_packages_make_count(statement, counts):
    made = module(part("import numpy as np"), whole("import math"), part(statement))
    assert hasattr(made, "x") is counts


def test_of_a_cell_in_part_one_failure_costs_no_other_line():
    made = module(part("import no_such_package\nfoo = bar\ndef f():\n    return 1"))
    assert made.f() == 1


def test_lines_of_a_cell_in_part_keep_their_numbers():
    made = module(part("print(1)\n\ndef f():\n    return 1 / 0"))
    assert raised(made.f)[1] == "/nowhere/work.ipynb, cell 1, line 4"


def test_main_is_not_run_as_in_a_module():
    assert not hasattr(module(whole("if __name__ == '__main__':\n    x = 1")), "x")


def test_nothing_of_ours_is_a_name_of_theirs(tmp_path):
    head = "from autograder.worker import cells as _cells\n"
    (tmp_path / "w.py").write_text(f"{head}__getattr__ = _cells.run(globals(), [(1, True, 'x=1')])")
    names = runpy.run_path(str(tmp_path / "w.py"))
    assert {name for name in names if not name.startswith("_")} == {"x"}
    assert "w" not in sys.modules
