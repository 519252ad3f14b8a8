"""What a student should know of how their notebook was read."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from .document import Cell, Notebook
from .magics import python_of
from .marks import OWN, Mark, Role, marks

SHOWN = 5
_DEFINITION = re.compile(r"\s|$|#|@|[)\]}]|(?:import|from|def|class|async def|pass)\b")
"""How a line begins that is blank, within a block, or a definition."""


def notes(notebook: Notebook, tasks: Collection[str]) -> list[str]:
    """Return sentences on what was left out, taken in part, is there twice, or is missing.

    `tasks` are those of the assignment that look at this notebook.
    """
    known = marks(notebook)
    graded = [cell for cell in notebook.code if known[cell.number].role is Role.GRADED]
    found = [*_magics(notebook, known)]
    tests = [cell for cell in notebook.code if known[cell.number].role is Role.TEST]
    if tests:
        found.append(f"{_cells(tests)} left out: tests and tools of the course")
    others = [
        cell for cell in notebook.code if known[cell.number].role is Role.OTHER and _does_more(cell)
    ]
    if graded and others:
        what = "only imports, functions, classes and plain values count of such cells"
        found.append(f"{_cells(others)} not marked as part of a task: {what}")
    return [*found, *_copies(graded, known), *_absent(graded, known, tasks)]


def _magics(notebook: Notebook, known: dict[int, Mark]) -> Iterator[str]:
    dropped, foreign = [], []
    for cell in notebook.code:
        if known[cell.number].role is not Role.TEST:
            python = python_of(cell.source)
            language = cell.language or python.language
            dropped += [f"cell {cell.number}: {line[:60]!r}" for line in python.dropped]
            foreign += [f"cell {cell.number}: {language}"] if language else []
    if dropped:
        yield f"magics and shell commands were left out ({_some(dropped)})"
    if foreign:
        yield f"cells that are not Python were left out ({_some(foreign)})"


def _does_more(cell: Cell) -> bool:
    """Tell whether a cell, by the look of its lines, holds more than definitions."""
    lines = python_of(cell.source).source.split("\n")
    return not all(_DEFINITION.match(line) for line in lines)


def _copies(graded: Sequence[Cell], known: dict[int, Mark]) -> Iterator[str]:
    places: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in graded:
        # A published notebook has several cells for a task; a copy has the same names.
        if not cell.settings(OWN):
            for task in known[cell.number].tasks:
                places[task].append(cell)
        elif isinstance(name := cell.settings(OWN).get("cell"), str):
            places[name].append(cell)
    for name, cells in places.items():
        if len(cells) > 1:
            yield f"{_cells(cells)} all marked {name[:60]!r}: the last one counts where they differ"


def _absent(
    graded: Sequence[Cell], known: dict[int, Mark], tasks: Collection[str]
) -> Iterator[str]:
    if not any(known[cell.number].tasks for cell in graded):
        return
    marked = {task for cell in graded for task in known[cell.number].tasks}
    missing = [task for task in tasks if task not in marked]
    # Names of nbgrader and Otter are not those of tasks: then nothing can be said.
    if missing and marked & set(tasks):
        yield f"no cell is marked as part of {', '.join(map(repr, missing))}: was one deleted?"


def _cells(cells: Sequence[Cell]) -> str:
    numbers = [str(cell.number) for cell in cells]
    if len(numbers) == 1:
        return f"cell {numbers[0]} is"
    return f"cells {', '.join(numbers[:-1])} and {numbers[-1]} are"


def _some(items: Sequence[str]) -> str:
    more = f" and {len(items) - SHOWN} more" if len(items) > SHOWN else ""
    return "; ".join(items[:SHOWN]) + more
