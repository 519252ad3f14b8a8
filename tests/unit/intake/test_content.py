import codecs
import json

import pytest

from autograder.intake.bounds import LeftOutError
from autograder.intake.content import clean_content, size_limit


def test_source_is_kept_byte_for_byte() -> None:
    source = "# \u00fcber\r\nx = 1\r\n".encode()
    assert clean_content("a.py", source) == (source, [])


def test_source_that_does_not_compile_is_kept() -> None:
    assert clean_content("a.py", b"def (:\n\0") == (b"def (:\n\0", [])


def test_a_byte_order_mark_is_dropped_with_a_note() -> None:
    content, notes = clean_content("a.py", codecs.BOM_UTF8 + b"x = 1\n")
    assert content == b"x = 1\n"
    assert notes == ["the byte order mark at the start of 'a.py' was dropped"]


@pytest.mark.parametrize("name", ["a.py", "a.md", "a.txt", "a.ipynb"])
def test_other_encodings_are_left_out_with_the_line(name: str) -> None:
    with pytest.raises(LeftOutError, match="found byte 0xe9 on line 3"):
        clean_content(name, b"a\r\nb\n\xe9\n")
    with pytest.raises(LeftOutError, match="found UTF-16 on line 1"):
        clean_content(name, "x = 1\n".encode("utf-16"))


@pytest.mark.parametrize(
    "source",
    [
        b"# -*- coding: latin-1 -*-\n",
        b"#!/usr/bin/python\n# vim: set fileencoding=utf-7 :\n",
        b"\n#coding:rot13\n",
        b"#\r#coding=cp1252\r",
        codecs.BOM_UTF8 + b"# coding: utf_16\n",
    ],
)
def test_a_cookie_for_another_encoding_is_left_out(source: bytes) -> None:
    with pytest.raises(LeftOutError, match=r"declares the encoding '.+' on line [12], expected"):
        clean_content("a.py", source)


@pytest.mark.parametrize(
    "source",
    [
        b"# -*- coding: UTF-8 -*-\n",
        b"# coding=utf_8\n",
        b"# coding: utf-8-unix\n",
        b"x = 1\n# coding: latin-1\n",
        b"\n\n# coding: latin-1\n",
    ],
)
def test_a_comment_that_python_does_not_heed_is_no_cookie(source: bytes) -> None:
    assert clean_content("a.py", source) == (source, [])


def test_a_markdown_file_has_no_cookie() -> None:
    assert clean_content("a.md", b"# coding: latin-1\n") == (b"# coding: latin-1\n", [])


def test_a_notebook_loses_its_outputs() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["\u00fc"], "metadata": {}},
        {"cell_type": "code", "source": ["1"], "outputs": ["x" * 1000], "execution_count": 3},
    ]
    content, notes = clean_content("a.ipynb", json.dumps({"cells": cells, "nbformat": 4}).encode())
    kept = json.loads(content)
    assert kept["cells"][0] == cells[0]
    assert kept["cells"][1] == {
        "cell_type": "code",
        "source": ["1"],
        "outputs": [],
        "execution_count": None,
    }
    assert (kept["nbformat"], notes) == (4, [])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b'{"cells": 3}',
        b'{"cells": [3]}',
        b'{"cells": [{}]}',
        b'{"cells": "ab"}',
        b'{"cells": [null]}',
        b'"\\ud800"',
        b"[" * 100_000,
        b"1" * 5000,
    ],
)
def test_what_is_no_notebook_is_left_out(content: bytes) -> None:
    with pytest.raises(LeftOutError, match="is not a notebook"):
        clean_content("a.ipynb", content)


def test_a_lone_surrogate_in_a_notebook_is_left_out() -> None:
    content = b'{"cells": [], "metadata": "\\ud800"}'
    with pytest.raises(LeftOutError, match="is not a notebook"):
        clean_content("a.ipynb", content)


def test_a_notebook_of_a_million_lists_is_left_out_unparsed() -> None:
    with pytest.raises(LeftOutError, match="clear its outputs"):
        clean_content("a.ipynb", b"[]," * 600_000)


def test_notebooks_may_be_larger_than_sources() -> None:
    assert size_limit("a.ipynb") == 25 * size_limit("a.py")
