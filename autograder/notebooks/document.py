"""The bytes of a notebook -> its cells, within bounds. A notebook is hostile input.

nbformat's own reader validates with a schema and repairs what it reads, at a cost that
the notebook decides; here a bounded text is parsed once, and what is not of format 4 is
refused in words.
"""

import json
from dataclasses import dataclass, field
from typing import Any, Literal, NoReturn

from autograder.errors import AutograderError

MAX_CONTAINERS = 500_000
"""Lists and tables; each costs far more memory than its two characters."""
MAX_ITEMS = 4_000_000
"""Commas: the entries of all lists and tables."""
MAX_LEVELS = 100
"""Lists and tables within each other: a parser must get through wherever it is called."""
MAX_CELLS = 5_000
MAX_SOURCE = 1024 * 1024
"""Characters of all cells together, as for any other file of source."""

MOST_TAGS = 100
"""Of one cell; further ones are not read."""

Kind = Literal["code", "markdown", "raw"]


class NotebookError(AutograderError):
    """Not a notebook that can be used; the words go on from the file's name: "is not ..."."""


@dataclass(frozen=True)
class Cell:
    """One cell, without its outputs."""

    number: int
    """Counted from the top, from 1; text cells count too."""
    kind: Kind
    source: str
    id: str = ""
    """Jupyter's own, of format 4.5."""
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the tags that an author or a tool gave the cell."""
        tags = self.metadata.get("tags")
        known = tags[:MOST_TAGS] if isinstance(tags, list) else []
        return tuple(tag for tag in known if isinstance(tag, str))

    @property
    def language(self) -> str:
        """Return what an editor says the cell is written in, if that is not Python."""
        name = self.settings("vscode").get("languageId")
        return name[:20] if isinstance(name, str) and name != "python" else ""

    def settings(self, tool: str) -> dict[str, Any]:
        """Return what the cell's metadata keeps for `tool`; empty if that is nothing."""
        found = self.metadata.get(tool)
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Notebook:
    """The cells of one notebook, in order."""

    cells: tuple[Cell, ...]

    @property
    def code(self) -> tuple[Cell, ...]:
        """Return the cells of code."""
        return tuple(cell for cell in self.cells if cell.kind == "code")

    @property
    def text(self) -> tuple[Cell, ...]:
        """Return the Markdown cells."""
        return tuple(cell for cell in self.cells if cell.kind == "markdown")


def read_notebook(content: bytes) -> Notebook:
    """Return the cells of a notebook.

    Raises:
        NotebookError: it is no notebook of format 4 in Python, or holds too much.
    """
    return Notebook(tuple(_cells(_parsed(content))))


def without_outputs(content: bytes) -> bytes:
    """Return the notebook without outputs, widgets and attachments: they prove nothing.

    Raises:
        NotebookError: see `read_notebook`.
    """
    document = _parsed(content)
    for cell in document["cells"]:
        cell.pop("attachments", None)
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    if isinstance(document.get("metadata"), dict):
        document["metadata"].pop("widgets", None)
    try:
        # Not indented: each entry would take as many characters as it lies deep.
        kept = json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        _refuse_kind(error)
    # What is kept is read again, and written out it may hold more than its escapes showed.
    _parsed(kept)
    return kept


def _parsed(content: bytes) -> dict[str, Any]:
    """Return the document, in which `cells` is known to be a list of cells."""
    if content.count(b"[") + content.count(b"{") > MAX_CONTAINERS or (
        content.count(b",") > MAX_ITEMS
    ):
        _refuse_filling()
    try:
        document = json.loads(content.decode("utf-8").removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        _refuse_kind(error)
    if not isinstance(document, dict):
        _refuse_kind()
    if _is_deep(document):
        _refuse_filling()
    _check_format(document)
    if not isinstance(document.get("cells"), list):
        _refuse_kind()
    _check_cells(document["cells"])
    return document


def _is_deep(document: dict[str, Any]) -> bool:
    level: list[Any] = [document]
    for _ in range(MAX_LEVELS):
        inner = (one.values() if isinstance(one, dict) else one for one in level)
        level = [value for values in inner for value in values if isinstance(value, (dict, list))]
    return bool(level)


def _check_format(document: dict[str, Any]) -> None:
    if document.get("nbformat", 4) != 4:  # noqa: PLR2004 - the format's number
        found = document["nbformat"] if isinstance(document["nbformat"], int) else "unknown"
        msg = f"is in Jupyter's format {found}, expected 4; can you open it in Jupyter and save it?"
        raise NotebookError(msg)
    metadata = document.get("metadata")
    language = metadata.get("language_info") if isinstance(metadata, dict) else None
    name = language.get("name") if isinstance(language, dict) else None
    if isinstance(name, str) and name.lower() not in ("python", "ipython", "python3"):
        msg = f"is a notebook in {name[:20]!r}, expected Python; which kernel does it use?"
        raise NotebookError(msg)


def _check_cells(cells: list[Any]) -> None:
    if len(cells) > MAX_CELLS:
        msg = f"has {len(cells)} cells, expected at most {MAX_CELLS}; is this the right file?"
        raise NotebookError(msg)
    total = 0
    for cell in cells:
        if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
            _refuse_kind()
        total += len(_source(cell.get("source")))
    if total > MAX_SOURCE:
        msg = "has more than 1 MB of text in its cells; did an output end up in one?"
        raise NotebookError(msg)


def _source(source: Any) -> str:
    """Return a cell's text, which the format allows as one text or as a list of lines."""
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        _refuse_kind()
    # The line ends of old editors: a line is counted as Python counts it.
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _cells(document: dict[str, Any]) -> list[Cell]:
    found = []
    for number, raw in enumerate(document["cells"], start=1):
        name, metadata = raw.get("id"), raw.get("metadata")
        cell = Cell(
            number=number,
            kind=raw["cell_type"],
            source=_source(raw["source"]).encode("utf-8", "replace").decode(),
            id=name if isinstance(name, str) else "",
            metadata=metadata if isinstance(metadata, dict) else {},
        )
        found.append(cell)
    return found


def _refuse_filling() -> NoReturn:
    msg = "is too deeply filled for a notebook; can you clear its outputs?"
    raise NotebookError(msg)


def _refuse_kind(cause: Exception | None = None) -> NoReturn:
    msg = "is not a notebook in Jupyter's format 4; does it open in Jupyter?"
    raise NotebookError(msg) from cause
