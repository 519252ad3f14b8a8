"""Which tasks an edit of one file can reach: the checks of all others run the very same code."""

import ast
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath

from autograder import spec
from autograder.model import Assignment, Submission

_ASKS_FOR_A_FILE = b".module("


def unreached_tasks(
    assignment: Assignment, submission: Submission, changed: Collection[str]
) -> frozenset[str]:
    """Return the ids of the tasks whose checks never load a file of `changed`.

    None where that cannot be read off: the suite may ask for any file, all files are loaded at
    once, one is a notebook or no Python.
    """
    files = {file.path: file.content for file in submission.files}
    if assignment.load == "once" or _asks_for_files(assignment):
        return frozenset()
    try:
        imported = {name: frozenset(_imported(name, source)) for name, source in files.items()}
    except SyntaxError:
        return frozenset()
    reached = _with_importers(imported, frozenset(changed))
    return frozenset(task.id for task in assignment.tasks if task.file not in reached)


def _asks_for_files(assignment: Assignment) -> bool:
    folders = spec.suite_folders(assignment, hidden=True)
    sources = (path.read_bytes() for folder in folders for path in folder.rglob("*.py"))
    return any(_ASKS_FOR_A_FILE in source for source in sources)


def _with_importers(
    imported: Mapping[str, frozenset[str]], reached: frozenset[str]
) -> frozenset[str]:
    modules = {PurePosixPath(name).stem for name in reached}
    more = reached | {name for name, names in imported.items() if modules & names}
    return more if more == reached else _with_importers(imported, more)


def _imported(name: str, source: bytes) -> Iterator[str]:
    """Yield what a file may import: every part of a name, and texts for imports by text."""
    if PurePosixPath(name).suffix in (".md", ".txt"):
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from alias.name.split(".")
        elif isinstance(node, ast.ImportFrom):
            yield from (node.module or "").split(".")
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
