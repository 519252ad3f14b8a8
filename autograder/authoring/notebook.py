"""A notebook as the texts of its cells; outputs are dropped, they show the solution."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from autograder.errors import SpecError
from autograder.notebooks import OWN


def cell_texts(source: str, file_name: str) -> list[tuple[str, str]]:
    """Return name and text of each cell; Markdown cells' names end in `.md`.

    Raises:
        SpecError: the file is no notebook.
    """
    found: list[tuple[str, str]] = []

    def note(text: str, name: str) -> str:
        found.append((name, text))
        return text

    map_cells(source, file_name, note)
    return found


def map_cells(
    source: str,
    file_name: str,
    change: Callable[[str, str], str],
    tasks_of: Callable[[str, str], Sequence[str]] | None = None,
) -> str:
    """Return the notebook with each cell's text changed by `change(text, cell's name)`.

    With `tasks_of`, each cell of code is marked with its tasks, or as given: the markers
    in its text go with the solutions.

    Raises:
        SpecError: the file is no notebook.
    """
    try:
        notebook = json.loads(source)
        for number, cell in enumerate(notebook["cells"], start=1):
            is_code = cell["cell_type"] == "code"
            name = f"{file_name}[cell {number}]{'' if is_code else '.md'}"
            text = "".join(cell["source"])
            cell["source"] = change(text, name).splitlines(keepends=True)
            if is_code:
                cell.update(outputs=[], execution_count=None)
            if is_code and tasks_of:
                _mark(cell, tasks_of(text, name), number)
        return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        msg = f"{file_name}: expected a notebook in Jupyter's format 4 ({error!r}); save it again"
        raise SpecError(msg) from error


def _mark(cell: dict[str, Any], tasks: Sequence[str], number: int) -> None:
    mark = {"task": " ".join(dict.fromkeys(tasks))} if tasks else {"given": True}
    cell.setdefault("metadata", {})[OWN] = {**mark, "cell": f"cell-{number}"}
