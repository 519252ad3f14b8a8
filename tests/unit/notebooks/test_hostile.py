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
