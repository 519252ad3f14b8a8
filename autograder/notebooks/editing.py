"""Change the text of a notebook's cells: how a course's edits reach a reference in one."""

import json

from .document import read_notebook


def replace_in_cells(content: bytes, find: str, replace: str) -> tuple[int, bytes]:
    """Return how often `find` stands in a cell, and the notebook with it replaced everywhere.

    Raises:
        NotebookError: it is no notebook.
    """
    notebook = read_notebook(content)
    document = json.loads(content)
    for raw, cell in zip(document["cells"], notebook.cells, strict=True):
        raw["source"] = cell.source.replace(find, replace)
    count = sum(cell.source.count(find) for cell in notebook.cells)
    return count, json.dumps(document, ensure_ascii=False, indent=1).encode()
