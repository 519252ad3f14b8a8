import tomllib

import pytest

from autograder.spec.lines import key_lines, line_of

TEXT = """\
a = 1  # not [a table]
"b c" = '[x]'
text = \"\"\"
d = 1
[no]
\\\"\"\" \"\"\"
list = [
  # e = 2
  [1], "]",
  2,
]
f.g = '''
h = 1'''

[t]
i = {j = 1}
[[u.v]]
k = 1
[[u.v]]
k = 2
"""


def test_each_key_has_its_line() -> None:
    tomllib.loads(TEXT)
    assert key_lines(TEXT) == {
        ("a",): 1,
        ("b c",): 2,
        ("text",): 3,
        ("list",): 7,
        ("f", "g"): 12,
        ("t",): 15,
        ("t", "i"): 16,
        ("u", "v"): 17,
        ("u", "v", 0): 17,
        ("u", "v", 0, "k"): 18,
        ("u", "v", 1): 19,
        ("u", "v", 1, "k"): 20,
    }


def test_a_table_within_a_list_of_tables_belongs_to_the_last_entry() -> None:
    text = "[[m]]\n[[m.edit]]\na = 1\n[[m]]\n[[m.edit]]\n[[m.edit]]\na = 2\n[m.when]\nb = 3\n"
    assert tomllib.loads(text)["m"][1] == {"edit": [{}, {"a": 2}], "when": {"b": 3}}
    lines = key_lines(text)
    assert lines["m", 0, "edit", 0, "a"] == 3
    assert lines["m", 1, "edit", 1, "a"] == 7
    assert lines["m", 1, "when", "b"] == 9


def test_a_dotted_table_gives_its_first_name_a_line() -> None:
    assert key_lines("a = 1\n[right.loops]\n[right.more]\n")[("right",)] == 2


@pytest.mark.parametrize(
    ("path", "line"),
    [(("t", "i", "j"), 16), (("list", 2), 7), (("u", "v", 1, "new"), 19), (("new",), 1)],
)
def test_an_unknown_key_stands_where_its_table_stands(
    path: tuple[str | int, ...], line: int
) -> None:
    assert line_of(key_lines(TEXT), path) == line
