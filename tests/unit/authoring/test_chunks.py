import ast
from textwrap import dedent

import pytest

from autograder.authoring.chunks import chunks_of
from autograder.errors import SpecError

MODULE = dedent('''\
    """A module."""

    import numpy as np

    EPS = 1e-8


    # About the first.
    @np.vectorize
    def first(x):
        # BEGIN SOLUTION one
        return x
        # END SOLUTION


    # BEGIN SOLUTION two
    def second(x):
        return x


    def third(x):
        return x
    # END SOLUTION
    # About the class.
    class Net:
        def forward(self):
            # BEGIN SOLUTION one
            return 1
            # END SOLUTION

        def backward(self):
            # BEGIN SOLUTION three
            return 2
            # END SOLUTION


    table = first(3)
    ''')


def test_each_definition_is_a_cell_with_what_belongs_to_it() -> None:
    found = [(chunk.name, chunk.tasks) for chunk in chunks_of(MODULE, "m.py")]
    assert found == [
        ("", ()),
        ("first", ("one",)),
        ("second", ("two",)),
        ("Net", ("one", "three")),
        ("", ()),
    ]


def test_comments_and_decorators_go_with_their_definition() -> None:
    sources = [chunk.source for chunk in chunks_of(MODULE, "m.py")]
    assert sources[1].startswith("# About the first.\n@np.vectorize\n")
    assert sources[3].startswith("# About the class.\nclass Net:")


def test_no_line_is_lost_and_each_cell_is_python() -> None:
    sources = [chunk.source for chunk in chunks_of(MODULE, "m.py")]
    assert [line for s in sources for line in s.split("\n") if line] == [
        line for line in MODULE.split("\n") if line
    ]
    for source in sources:
        ast.parse(source)


@pytest.mark.parametrize("source", ["", "\n\n", "x = 1", "# only a comment", '"""Words."""\n'])
def test_a_module_without_definitions_is_one_cell_at_most(source: str) -> None:
    assert [chunk.source for chunk in chunks_of(source, "m.py")] == [
        part for part in [source.strip("\n")] if part
    ]


def test_a_wrong_marker_is_refused() -> None:
    with pytest.raises(SpecError, match=r"m\.py:1"):
        chunks_of("# BEGIN SOLUTION\nx = 1\n# END SOLUTION\n", "m.py")
