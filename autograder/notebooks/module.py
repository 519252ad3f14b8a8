"""A notebook as the module of the same name: `optim.ipynb` gives `optim.py`.

The module holds each cell as a text, and `autograder.worker.cells` runs them beside the
student, one by one: a broken cell costs what it defines and no more, and whatever fails
is told as "cell 7, line 3".
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.errors import SpecError
from autograder.worker.cells import PLACE

from .document import Notebook, NotebookError, read_notebook
from .magics import python_of
from .marks import Role, marks

SUFFIX = ".ipynb"


@dataclass(frozen=True)
class Part:
    """What a module takes of one cell."""

    number: int
    is_whole: bool
    """False: its definitions alone."""
    source: str


def module_name(file: str) -> str:
    """Return the module that a notebook gives; any other file's name as it is."""
    path = PurePosixPath(file)
    return str(path.with_suffix(".py")) if path.suffix == SUFFIX else file


def notebook_name(module: str) -> str:
    """Return the notebook that may stand for `module`."""
    return str(PurePosixPath(module).with_suffix(SUFFIX))


def parts(notebook: Notebook) -> list[Part]:
    """Return what is run: graded cells whole, of others the definitions; all if none is marked."""
    known = marks(notebook)
    is_marked = any(mark.role is Role.GRADED for mark in known.values())
    found = []
    for cell in notebook.code:
        role = known[cell.number].role
        source = python_of(cell.source).source
        if role is not Role.TEST and source.strip() and not cell.language:
            found.append(Part(cell.number, role is Role.GRADED or not is_marked, source))
    return found


def module_source(content: bytes) -> bytes:
    """Return the module that a notebook gives, as a file of Python.

    Raises:
        NotebookError: it is no notebook.
    """
    # A text in Python's own notation: whatever stands in a cell, it stays a text.
    cells = [
        f"    ({part.number}, {part.is_whole}, {part.source!r}),\n"
        for part in parts(read_notebook(content))
    ]
    head = "from autograder.worker import cells as _cells\n\n_CELLS = [\n"
    return f"{head}{''.join(cells)}]\n__getattr__ = _cells.run(globals(), _CELLS)\n".encode()


def modules_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the modules that the notebooks among `files` give, but for those that are there.

    Raises:
        SpecError: a notebook cannot be read. Intake leaves such a one out, so it is the course's.
    """
    made = {}
    for name in files:
        module = module_name(name)
        if module not in files:
            try:
                made[module] = module_source(files[name])
            except NotebookError as error:
                msg = f"{name}: it {error}"
                raise SpecError(msg) from error
    return made


def readable_lines(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return the lines of each file by its name in a frame; a notebook's cells one by one."""
    found: dict[str, list[str]] = {}
    for name, content in files.items():
        if name.endswith(SUFFIX):
            found |= {PLACE.format(name, number): lines for number, lines in _cell_lines(content)}
        else:
            found[name] = content.decode("utf-8", "replace").splitlines()
    return found


def told_as_notebook(text: str, files: Collection[str], submit: Iterable[str]) -> str:
    """Return `text` in which a module that a notebook gives is called by the notebook's name.

    `files` are those handed in, `submit` those asked for.
    """
    for name in dict.fromkeys((*files, *submit)):
        module = module_name(name)
        if module not in files:
            text = re.sub(rf"(?<![\w.-]){re.escape(module)}\b", name, text)
    return text


def _cell_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        notebook = read_notebook(content)
    except NotebookError:
        return
    for cell in notebook.code:
        # Split as Python counts lines: not at form feeds or other ends that `splitlines` knows.
        yield cell.number, cell.source.split("\n")
