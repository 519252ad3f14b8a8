import ast

import pytest

from autograder.notebooks.magics import python_of

DROPPED = {
    "%matplotlib inline": "pass",
    "!pip install numpy": "pass",
    "    %time f()": "    pass",
    "files = !ls": "pass",
    "a, b = %time f()": "pass",
    "np.array?": "pass",
    "np.array??": "pass",
    "?np.array": "pass",
}
KEPT = [
    "x = (total\n     % n)",
    "x = total \\\n    % n",
    'text = """\n%matplotlib inline\n!ls\n"""',
    "text = '''\n!ls \\'''\n%x\n'''",
    "x = a % b",
    "x = a != b",
    "ok = '%s' % x",
    "# %matplotlib inline",
    "d = {\n    'a':\n    -1\n}",
    "s = 'it''s'\nx = [\n  1  # don't (\n]\ny = 2",
    "s = '\\\\'\nx = 1",
]


@pytest.mark.parametrize("line", DROPPED)
def test_a_line_for_ipython_alone_is_taken_out(line: str) -> None:
    python = python_of(f"x = 1\n{line}\ny = 2")
    assert python.source == f"x = 1\n{DROPPED[line]}\ny = 2"
    assert python.dropped == (line.strip(),)


@pytest.mark.parametrize("source", KEPT)
def test_python_that_looks_like_a_magic_stays(source: str) -> None:
    assert python_of(source).source == source
    ast.parse(source)


def test_the_only_statement_of_a_block_may_be_a_magic() -> None:
    ast.parse(python_of("if True:\n    !ls\nfor i in x:\n    %time f(i)").source)


def test_a_command_may_go_on_over_lines() -> None:
    python = python_of("!pip install \\\n    numpy \\\n    torch\nx = 1")
    assert python.source.split("\n")[-1] == "x = 1"
    assert python.source.count("\n") == 3
    ast.parse(python.source.replace("    pass", "pass"))


@pytest.mark.parametrize("magic", ["%%time", "%%capture out", "%%timeit -n 3", "%%prun"])
def test_the_body_under_a_magic_that_runs_python_stays(magic: str) -> None:
    python = python_of(f"{magic}\nx = 1")
    assert python.source == "pass\nx = 1"
    assert python.language == ""


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%writefile a.py", "%%R"])
def test_a_cell_in_another_language_is_none_of_ours(magic: str) -> None:
    python = python_of(f"\n{magic}\nx = 1")
    assert (python.source, python.language) == ("", magic.split(maxsplit=1)[0])


@pytest.mark.parametrize(
    "source", ["'" * 300_000, "\\'" * 200_000, "a" * 600_000, "a," * 300_000, "(" * 600_000]
)
def test_hostile_lines_are_read_once(source: str) -> None:
    # Read once, this is a tenth of a second; a quadratic scan would not end today.
    assert len(python_of(source).source) == len(source)
