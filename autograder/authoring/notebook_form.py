"""The same template as notebooks: handout, starter code and answers in one document each."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import nbformat

from autograder.model import Assignment, Task
from autograder.notebooks import OWN, notebook_name

from .chunks import Chunk, chunks_of
from .stripping import strip_solutions

_HEADING = re.compile(r" {0,3}#{1,2}[ \t]+(.+?)[ \t#]*$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_HEAD = """\
*Work in this notebook and hand it in: where the handout says {names}, it means this notebook.
Run `autograder check` in its folder as often as you like. Only the cells that are already here
count whole; of cells that you add, imports, functions, classes and plain values count.*"""
_ANSWERS = "## Answers\n\n*Write your answer here.*"
_LONGEST_ID = 64


def notebook_form(
    files: Mapping[str, bytes], assignment: Assignment, sources: Mapping[str, str]
) -> dict[str, bytes]:
    """Return a template's files with each module, and the answers, as notebooks.

    `sources` are the reference's files: their solutions say which cell belongs to which task.

    Raises:
        SpecError: a marker of the reference is wrong.
    """
    modules = [name for name in assignment.submit if name.endswith(".py") and name in sources]
    answers = [name for name in assignment.submit if name.endswith(".md")] if modules else []
    made = {name: content for name, content in files.items() if name not in (*modules, *answers)}
    for module in modules:
        book = _Book()
        told = [module, *(answers if module == modules[-1] else [])]
        book.add_text(_HEAD.format(names=" or ".join(f"`{name}`" for name in told)))
        _fill(book, module, assignment, files, sources[module])
        if module == modules[-1]:
            for name in answers:
                _add_answers(book, name, files.get(name, _ANSWERS.encode()).decode())
        made[notebook_name(module)] = book.content()
    return dict(sorted(made.items()))


class _Book:
    """A notebook in the making; each cell has an id that does not change from run to run."""

    def __init__(self) -> None:
        self._cells: list[dict[str, Any]] = []
        self._ids: set[str] = set()

    def add_text(self, source: str, *, file: str = "") -> None:
        metadata = {OWN: {"file": file}} if file else {}
        self._add("markdown", self._id(file or "text"), metadata, source)

    def add_code(self, chunk: Chunk, source: str) -> None:
        name = self._id(chunk.name or "code")
        mark = {"task": " ".join(chunk.tasks)} if chunk.tasks else {"given": True}
        self._add("code", name, {"deletable": False, OWN: {**mark, "cell": name}}, source)

    def content(self) -> bytes:
        """Return the notebook, held against the format's own schema."""
        kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
        notebook = {
            "cells": self._cells,
            "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        nbformat.validate(notebook)
        return f"{json.dumps(notebook, ensure_ascii=False, indent=1)}\n".encode()

    def _add(self, kind: str, name: str, metadata: dict[str, Any], source: str) -> None:
        lines = source.splitlines(keepends=True)
        cell: dict[str, Any] = {
            "cell_type": kind,
            "id": name,
            "metadata": metadata,
            "source": lines,
        }
        if kind == "code":
            cell |= {"execution_count": None, "outputs": []}
        self._cells.append(cell)

    def _id(self, wanted: str) -> str:
        stem = re.sub(r"[^A-Za-z0-9_-]+", "-", wanted)[: _LONGEST_ID - 4]
        number, name = 1, stem
        while name in self._ids:
            number += 1
            name = f"{stem}-{number}"
        self._ids.add(name)
        return name


def _fill(
    book: _Book, module: str, assignment: Assignment, files: Mapping[str, bytes], source: str
) -> None:
    """Add the handout and the code, each task's section before its first cell."""
    is_first = module == next(name for name in assignment.submit if name.endswith(".py"))
    waiting = [
        (owner, text)
        for owner, text in _sections(files["README.md"].decode(), assignment)
        if (owner is None and is_first) or (owner is not None and owner.file == module)
    ]
    if is_first and waiting:
        book.add_text(waiting.pop(0)[1])
    for chunk in chunks_of(source, module):
        for task in chunk.tasks:
            while any(owner is not None and owner.id == task for owner, _ in waiting):
                book.add_text(waiting.pop(0)[1])
        book.add_code(chunk, strip_solutions(chunk.source, module))
    for _, text in waiting:
        book.add_text(text)


def _add_answers(book: _Book, name: str, text: str) -> None:
    for section in _split(text):
        book.add_text(section, file=name)


def _sections(handout: str, assignment: Assignment) -> Iterator[tuple[Task | None, str]]:
    """Yield the parts of the handout and the task that each one's heading names."""
    for text in _split(handout):
        heading = _plain(text.split("\n", 1)[0])
        # The longest title first: "Adam" also stands in "Adam with weight decay".
        tasks = sorted(assignment.tasks, key=lambda task: -len(task.title))
        yield next((task for task in tasks if _plain(task.title) in heading), None), text


def _split(text: str) -> list[str]:
    """Cut Markdown before each heading of the first two ranks, those in fences left out."""
    parts: list[list[str]] = [[]]
    fence = ""
    for line in text.split("\n"):
        if match := _FENCE.match(line):
            fence = "" if fence == match[1] else fence or match[1]
        elif not fence and _HEADING.match(line):
            parts.append([])
        parts[-1].append(line)
    return [part for lines in parts if (part := "\n".join(lines).strip())]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*`_#]", "", text).casefold().split())
