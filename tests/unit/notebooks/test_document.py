import json
from pathlib import Path

import nbformat
import pytest

from autograder.notebooks import NotebookError, read_notebook, without_outputs

WRITTEN = sorted((Path(__file__).parents[2] / "data" / "notebooks").glob("*.ipynb"))
CODE = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}


def notebook(*cells: object, **more: object) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells, **more}).encode()


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_cells_are_those_that_jupyter_reads(path: Path) -> None:
    theirs = nbformat.read(path, as_version=4).cells
    ours = read_notebook(path.read_bytes()).cells
    assert [(c.kind, c.source) for c in ours] == [(c.cell_type, c.source) for c in theirs]
    assert [c.number for c in ours] == list(range(1, len(theirs) + 1))


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_without_outputs_it_is_still_a_notebook_to_jupyter(path: Path) -> None:
    kept = without_outputs(path.read_bytes())
    read = nbformat.reads(kept.decode(), as_version=4)
    nbformat.validate(read)
    assert all(not cell.get("outputs") for cell in read.cells)
    assert b"output_type" not in kept


def test_every_minor_format_is_among_those_that_jupyter_wrote() -> None:
    minors = {json.loads(path.read_bytes())["nbformat_minor"] for path in WRITTEN}
    assert minors == {0, 1, 2, 3, 4, 5}


def test_a_source_may_be_a_text_or_a_list_of_lines() -> None:
    cells = read_notebook(notebook({**CODE, "source": "a\nb"}, {**CODE, "source": ["a\n", "b"]}))
    assert [cell.source for cell in cells.cells] == ["a\nb", "a\nb"]


def test_lines_end_as_python_counts_them() -> None:
    cell = read_notebook(notebook({**CODE, "source": "a\r\nb\rc"})).cells[0]
    assert cell.source == "a\nb\nc"


def test_metadata_of_a_wrong_kind_is_no_metadata() -> None:
    cell = read_notebook(notebook({**CODE, "source": "", "metadata": 3, "id": []})).cells[0]
    assert (cell.metadata, cell.id, cell.tags) == ({}, "", ())


@pytest.mark.parametrize("version", [2, 3, 5, "4", None])
def test_other_formats_are_told_apart(version: object) -> None:
    with pytest.raises(NotebookError, match="expected 4; can you open it in Jupyter"):
        read_notebook(notebook(nbformat=version))


def test_a_notebook_of_another_language_is_refused() -> None:
    with pytest.raises(NotebookError, match="is a notebook in 'R', expected Python"):
        read_notebook(notebook(metadata={"language_info": {"name": "R"}}))


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG",
        b"\xff\xfe",
        b"{",
        b"[]",
        b'{"cells": {}}',
        notebook({**CODE, "source": 3}),
        notebook({**CODE, "source": [3]}),
        notebook({"cell_type": "heading", "source": ""}),
        b"[" * 100_000,
        b'{"cells":' * 1_000,
    ],
)
def test_what_is_no_notebook_is_told_so(content: bytes) -> None:
    with pytest.raises(NotebookError, match="is not a notebook"):
        read_notebook(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[" * 600_000, "too deeply filled"),
        (b"1," * 4_100_000, "too deeply filled"),
        (notebook(*[{**CODE, "source": ""}] * 5_001), "5001 cells"),
        (notebook({**CODE, "source": "x" * 1_100_000}), "1 MB of text"),
    ],
)
def test_what_is_too_much_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(NotebookError, match=words):
        read_notebook(content)


def test_a_huge_output_does_not_count_as_text() -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": "x" * 5_000_000}
    content = notebook({**CODE, "source": "print(x)", "outputs": [stream]})
    assert read_notebook(content).cells[0].source == "print(x)"
    assert len(without_outputs(content)) < 1_000


def test_attachments_and_widgets_go_too() -> None:
    cell = {"cell_type": "markdown", "source": "", "attachments": {"a.png": {"image/png": "AAAA"}}}
    kept = without_outputs(notebook(cell, metadata={"widgets": {"state": {}}}))
    assert b"AAAA" not in kept
    assert b"widgets" not in kept


def test_a_lone_surrogate_becomes_a_question_mark() -> None:
    content = b'{"cells": [{"cell_type": "code", "source": "a = \'\\ud800\'"}]}'
    assert read_notebook(content).cells[0].source == "a = '?'"
