"""Whatever the bytes of a notebook, it is read or refused in words: nothing else is raised."""

import copy
import json
import random

import pytest

from autograder.notebooks import (
    NotebookError,
    answers_file,
    find_answer,
    module_source,
    notes,
    read_notebook,
    without_outputs,
)
from autograder.notebooks.answers import MOST_FOREIGN
from autograder.notebooks.document import MAX_CONTAINERS, MAX_ITEMS, MAX_LEVELS, MAX_SOURCE

ROUNDS = 150
VALUES = [None, True, -1, 1e300, "", "\ud800", "%%", "'''", [], {}, [[]], {"autograder": 3}, "# #"]


def read_all(content):
    try:
        notebook = read_notebook(content)
        compile(module_source(content), "work.py", "exec")
        without_outputs(content)
    except NotebookError:
        return
    notes(notebook, ["scale"])
    answers_file(notebook, "answers.md")
    find_answer(notebook, "why")


@pytest.mark.parametrize("name", ["format-4.0", "format-4.5", "nbgrader", "otter"])
def test_changed_bytes(written_file, name):
    generator = random.Random(name)
    for _ in range(ROUNDS):
        content = bytearray(written_file(name))
        for _ in range(generator.randint(1, 8)):
            content[generator.randrange(len(content))] = generator.randrange(256)
        read_all(bytes(content))


@pytest.mark.parametrize("name", ["format-4.0", "format-4.5", "nbgrader", "otter"])
def test_changed_values(written_file, name):
    generator = random.Random(name)
    for _ in range(ROUNDS):
        document = json.loads(written_file(name))
        for _ in range(generator.randint(1, 4)):
            change(document, generator)
        read_all(json.dumps(document).encode())


def change(value, generator):
    """Replace, remove or repeat something at a random depth."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    if not keys:
        return
    key = generator.choice(list(keys))
    if isinstance(value[key], dict | list) and generator.random() < 0.8:
        change(value[key], generator)
    elif generator.random() < 0.2:
        del value[key]
    elif isinstance(value, list) and generator.random() < 0.5:
        value.append(copy.deepcopy(value[key]))
    else:
        value[key] = copy.deepcopy(generator.choice(VALUES))


ANSWER = {"nbgrader": {"solution": True, "grade_id": "why"}}
MANY = 1_000_000


@pytest.mark.parametrize(
    ("source", "metadata"),
    [
        ("<!--" * (MANY // 4), ANSWER),
        (f"# x{' ' * (MANY - 10)}y", {}),
        (f"# x{'#' * (MANY - 10)}y", {}),
        (f"# {'1' * (MANY - 10)}", {}),
    ],
    ids=["comments", "spaces", "hashes", "digits"],
)
def test_a_megabyte_of_one_sign_is_read_once(source, metadata):
    answer = {"cell_type": "markdown", "metadata": {"tags": ["otter_answer_cell"]}, "source": "x"}
    text = {"cell_type": "markdown", "metadata": metadata, "source": source}
    notebook = read_notebook(json.dumps({"nbformat": 4, "cells": [text, answer]}).encode())
    assert answers_file(notebook, "answers.md")
    find_answer(notebook, "another")


def test_answers_under_thousands_of_headings_are_looked_for_within_bounds():
    answer = {"cell_type": "markdown", "metadata": {"tags": ["otter_answer_cell"]}, "source": "x"}
    heads = [{"cell_type": "markdown", "source": f"# t{n}\n{'#' * 150}"} for n in range(2_000)]
    cells = [cell for head in heads for cell in (head, answer)]
    notebook = read_notebook(json.dumps({"nbformat": 4, "cells": cells}).encode())
    assert answers_file(notebook, "answers.md").count("\n## ") == MOST_FOREIGN - 1


def test_one_answer_under_a_hundred_names_is_not_a_hundred_answers():
    names = [str(number) for number in range(100)]
    blanks = [{"nbgrader": {"solution": True, "grade_id": name}} for name in names]
    cells = [{"cell_type": "markdown", "metadata": tags, "source": ""} for tags in blanks]
    cells.append({"cell_type": "markdown", "metadata": {"tags": names}, "source": "x" * 900_000})
    notebook = read_notebook(json.dumps({"nbformat": 4, "cells": cells}).encode())
    assert len(answers_file(notebook, "answers.md")) == 2 * MAX_SOURCE


def test_what_lies_deep_does_not_grow():
    deep = list(range(20_000))
    for _ in range(90):
        deep = [deep]
    content = json.dumps({"nbformat": 4, "cells": [], "metadata": {"x": deep}}).encode()
    assert len(without_outputs(content)) <= len(content)


@pytest.mark.parametrize("sign", ["\\u005b", "\\u007b", "\\u002c"])
def test_what_is_kept_can_be_read_again(sign):
    count = MAX_ITEMS if sign.endswith("c") else MAX_CONTAINERS
    content = '{"nbformat": 4, "cells": [], "metadata": "%s"}' % (sign * (count + 1))
    read_notebook(content.encode())
    with pytest.raises(NotebookError, match="filled"):
        without_outputs(content.encode())


def test_depth_is_refused_long_before_a_parser_gives_up():
    deep = "[" * 2 * MAX_LEVELS + "]" * 2 * MAX_LEVELS
    with pytest.raises(NotebookError, match="filled"):
        read_notebook(b'{"nbformat": 4, "cells": [], "metadata": %s}' % deep.encode())
