import json
from textwrap import dedent

import pytest

from autograder.authoring import strip_solutions
from autograder.errors import SpecError


def strip(source: str, name: str = "a.py") -> str:
    return strip_solutions(dedent(source), name)


def test_a_function_body_becomes_an_error_that_names_the_function() -> None:
    source = '''\
        def double(x):
            """Double x."""
            # BEGIN SOLUTION first_task
            y = 2 * x

            return y
            # END SOLUTION first_task

        z = 1
        '''
    assert strip(source) == dedent('''\
        def double(x):
            """Double x."""
            raise NotImplementedError("double: write your solution here")

        z = 1
        ''')


def test_a_whole_function_becomes_a_comment_and_the_file_still_loads() -> None:
    source = """\
        import math
        # BEGIN SOLUTION f
        import secrets

        def f(x):
            return math.exp(x)
        # END SOLUTION
        """
    assert strip(source) == "import math\n# f: write your solution here\n"


def test_a_method_in_a_class_becomes_a_pass() -> None:
    source = """\
        class A:
            # BEGIN SOLUTION a
            def f(self):
                return 1
            # END SOLUTION
        """
    assert strip(source) == "class A:\n    # a: write your solution here\n    pass\n"


def test_a_method_body_becomes_an_error() -> None:
    source = """\
        class A:
            def f(self):
                # BEGIN SOLUTION a
                return 1
                # END SOLUTION
        """
    assert '        raise NotImplementedError("f: write your solution here")\n' in strip(source)


def test_a_branch_at_the_top_of_a_module_stays_importable() -> None:
    source = """\
        def f():
            pass
        if True:
            # BEGIN SOLUTION a
            x = 1
            # END SOLUTION
        """
    assert strip(source).endswith("if True:\n    # a: write your solution here\n    pass\n")


def test_a_starter_replaces_the_solution() -> None:
    source = """\
        def f(x):
            # BEGIN SOLUTION f
            # BEGIN STARTER
            # y = None  # your value
            #
            # for i in x:
            #     pass
            # END STARTER
            y = sum(x)
            # END SOLUTION
            return y
        """
    assert strip(source) == dedent("""\
        def f(x):
            y = None  # your value

            for i in x:
                pass
            return y
        """)


def test_several_regions_are_all_stripped() -> None:
    body = "    # BEGIN SOLUTION t{0}\n    return {0}\n    # END SOLUTION\n"
    source = "".join(f"def f{n}():\n{body.format(n)}" for n in range(3))
    stripped = strip(source)
    assert "return" not in stripped
    assert [f"f{n}: write" in stripped for n in range(3)] == [True] * 3


def test_a_file_without_markers_stays_as_it_is() -> None:
    assert strip("x = 1\r\ny = '\f'\n") == "x = 1\r\ny = '\f'\n"


def test_markdown_answers_are_stripped() -> None:
    source = "# 1\n<!-- BEGIN SOLUTION q1 -->\nBecause.\n<!-- END SOLUTION -->\n# 2\n"
    assert strip(source, "a.md") == "# 1\n*Write your answer here.*\n# 2\n"


def test_a_notebook_is_stripped_cell_by_cell_and_loses_its_outputs() -> None:
    code = (
        "%matplotlib inline\ndef f():\n    # BEGIN SOLUTION f\n    return 42\n    # END SOLUTION\n"
    )
    text = ["<!-- BEGIN SOLUTION q -->\n", "Because.\n", "<!-- END SOLUTION -->"]
    cells = [
        {"cell_type": "code", "source": code, "outputs": ["42"], "execution_count": 1},
        {"cell_type": "markdown", "source": text},
    ]
    stripped = json.loads(strip(json.dumps({"cells": cells}), "a.ipynb"))
    first, second = stripped["cells"]
    assert first["outputs"] == []
    assert "42" not in json.dumps(stripped)
    assert '    raise NotImplementedError("f: write your solution here")\n' in first["source"]
    assert second["source"] == ["*Write your answer here.*"]


BROKEN = {
    "never ends": ("def f():\n    # BEGIN SOLUTION a\n    x = 1\n", 2, "END SOLUTION after it"),
    "never begins": ("x = 1\n# END SOLUTION\n", 2, "BEGIN SOLUTION before it"),
    "nested": ("# BEGIN SOLUTION a\nx = 1\n# BEGIN SOLUTION b\n", 3, "END SOLUTION of 'a' first"),
    "no task": ("# BEGIN SOLUTION\nx = 1\n# END SOLUTION\n", 1, "a task after BEGIN SOLUTION"),
    "ends another": ("# BEGIN SOLUTION a\nx = 1\n# END SOLUTION b\n", 3, "END SOLUTION a"),
    "misspelt": ("# begin solution a\nx = 1\n# end solution\n", 1, "a marker, spelt"),
    "glued": ("# BEGIN_SOLUTION a\nx = 1\n", 1, "a marker, spelt"),
    "behind code": ("x = 1  # BEGIN SOLUTION a\n", 1, "a marker, spelt"),
    "two words": ("# BEGIN SOLUTION a b\nx = 1\n# END SOLUTION\n", 1, "a marker, spelt"),
    "empty": ("# BEGIN SOLUTION a\n# to do\n# END SOLUTION\n", 1, "expected code in the region"),
    "starter outside": ("# BEGIN STARTER\n# END STARTER\n", 1, "BEGIN SOLUTION before it"),
    "starter open": (
        "# BEGIN SOLUTION a\n# BEGIN STARTER\nx = 1\n# END SOLUTION\n",
        4,
        "expected END STARTER",
    ),
    "starter twice": (
        "# BEGIN SOLUTION a\n# BEGIN STARTER\n# END STARTER\n# BEGIN STARTER\n",
        4,
        "one BEGIN STARTER",
    ),
    "starter not open": ("# BEGIN SOLUTION a\n# END STARTER\n", 2, "one BEGIN STARTER"),
    "starter of code": (
        "# BEGIN SOLUTION a\n# BEGIN STARTER\nx = 1\n# END STARTER\ny = 1\n# END SOLUTION\n",
        1,
        "expected commented lines",
    ),
    "no python": ("x = = 1\n", 1, "expected Python in the reference"),
    "leaves no python": (
        "x = [\n    # BEGIN SOLUTION a\n    1,\n    # END SOLUTION\n]\n",
        3,
        "expected Python in what is left",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_wrong_markers_are_refused_with_their_line(case: str) -> None:
    source, line, words = BROKEN[case]
    with pytest.raises(SpecError) as caught:
        strip_solutions(source, "a.py")
    assert str(caught.value).startswith(f"a.py:{line}: "), caught.value
    assert words in str(caught.value)
