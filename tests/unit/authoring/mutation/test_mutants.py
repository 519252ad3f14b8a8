import ast
import textwrap

import pytest

from autograder.authoring.mutation import mutants_of

HEAD = "import numpy as np\n\n\ndef f(x, y, axis=0):\n    # BEGIN SOLUTION f\n"
TAIL = "    # END SOLUTION f\n"


def mutants(code):
    body = textwrap.indent(textwrap.dedent(code), "    ")
    return list(mutants_of({"f.py": f"{HEAD}{body}{TAIL}"}))


def lines(code):
    return {one.mutated for one in mutants(code)}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("return x + y\n", {"return x - y", "return x", "return y"}),
        ("return (x - y) * 2\n", {"return (x - y) / 2", "return (x - y)", "return 2"}),
        ("return x**2\n", {"return x*2", "return x", "return x**3", "return x**1"}),
        ("return -x\n", {"return x"}),
        ("z = x * y\n", {"z = -(x * y)", "z = x / y", "z = y"}),
        ("return 0.5 * x\n", {"return 1.0 * x", "return 0.05 * x"}),
        ("return x.sum(axis=(0, 2))\n", {"return x.sum(axis=(2,))", "return x.mean(axis=(0, 2))"}),
        ("return x.sum(axis=1)\n", {"return x.sum(axis=None)", "return x.sum(axis=0)"}),
        ("return x.sum(keepdims=True)\n", {"return x.sum(keepdims=False)"}),
        ("return x[: len(y)]\n", {"return x[: len(y) + 1]", "return x[: len(y) - 1]"}),
        ("return range(y)\n", {"return range(y + 1)", "return range(y - 1)"}),
        ("return np.dot(x, y)\n", {"return np.dot(y, x)"}),
        ("return x @ y\n", {"return y @ x"}),
        ("return x, y\n", {"return y, x"}),
        ("return x > y\n", {"return x >= y", "return x < y"}),
        ("return x and y\n", {"return x or y"}),
        ("return np.sqrt(x + y)\n", {"return (x + y)", "return np.sqrt(x - y)"}),
        ("return np.maximum(x, y)\n", {"return np.minimum(x, y)"}),
        ("return x.copy()\n", {"return x"}),
        ("return x.T\n", {"return x"}),
        ("x += y\n", {"x -= y", "x = y", "pass"}),
        ("z = x\nz = z + y\n", {"z = z + y\nz = x", "z = z - y"}),
        ("if not x:\n    y = 1\n", {"if x:"}),
        ("return 'ä' + x  # é\n", {"return x  # é", "return 'ä' - x  # é"}),
    ],
)
def test_the_small_changes_of_each_kind_are_made(code, expected):
    assert expected <= lines(code)


@pytest.mark.parametrize(
    "code",
    [
        'raise ValueError("1 + 1")\n',
        '"""Add 1 and 2."""\n',
        "z: dict[str, 3] = x\n",
        "pass\n",
    ],
)
def test_messages_annotations_and_documentation_are_left_alone(code):
    assert mutants(code) == []


def test_independent_statements_are_not_swapped():
    assert not any("swapped" in one.change for one in mutants("a = x\nb = y\n"))


def test_code_outside_the_markers_is_left_alone():
    text = (
        "A = 1 + 2\n\n\ndef f(x):\n    # BEGIN SOLUTION f\n    return x + A\n    # END SOLUTION f\n"
    )
    found = list(mutants_of({"f.py": text, "answers.md": "1 + 1"}))
    assert {one.number for one in found} == {6}
    assert {one.task for one in found} == {"f"}


def test_every_mutant_is_another_program_and_none_comes_twice():
    code = "a, b = x * y, x + 2 * y\nfor i in range(1, len(a)):\n    a[i] = b[i - 1] if x else -y\n"
    found = mutants(code)
    original = ast.dump(ast.parse(HEAD + textwrap.indent(code, "    ") + TAIL))
    assert len({one.text for one in found}) == len(found) > 20
    assert all(ast.dump(ast.parse(one.text)) != original for one in found)


def test_a_diff_shows_the_change_and_the_lines_of_a_mark():
    (one,) = [one for one in mutants("return x + y\n") if one.change == "- for +"]
    assert (one.line, one.mutated, one.number) == ("return x + y", "return x - y", 6)
    assert "-    return x + y\n+    return x - y" in one.diff
