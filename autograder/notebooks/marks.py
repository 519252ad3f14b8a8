"""What a code cell is: graded, a test of the course, or the student's own.

Known are the marks that `autograder publish` writes, comments (`# BEGIN SOLUTION adam`),
nbgrader's and Otter's metadata and the lines that those two put into cells.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from .document import Cell, Notebook

OWN = "autograder"
"""The key of our metadata: `{"task": "adam"}`, `{"given": true}` or `{"file": "answers.md"}`."""
OTTER_ANSWER = "otter_answer_cell"

_COMMENT = re.compile(
    r"^[ \t]*#+[ \t]*BEGIN SOLUTION"
    r"(?:[ \t]+(?!NO PROMPT)(?P<task>[\w-]+))?(?:[ \t]+NO PROMPT)?[ \t]*$",
    re.MULTILINE,
)
_OTTER_TOOL = re.compile(
    r"^[ \t]*(?:import otter\b|grader\s*=\s*otter\.|grader\.\w+\()", re.MULTILINE
)
_OTTER_CHECK = re.compile(r"^[ \t]*grader\.check\([\"']([\w-]+)[\"']", re.MULTILINE)


class Role(StrEnum):
    """What becomes of a cell of code."""

    GRADED = "graded"
    """Run whole."""
    TEST = "test"
    """The course's own check or tool: left out."""
    OTHER = "other"
    """The student's own: of a marked notebook, its definitions alone count."""


@dataclass(frozen=True)
class Mark:
    """The role of one cell, and the tasks it says it belongs to."""

    role: Role
    tasks: tuple[str, ...] = ()


def marks(notebook: Notebook) -> dict[int, Mark]:
    """Return the mark of each code cell, by the cell's number."""
    found = {cell.number: _mark(cell) for cell in notebook.code}
    _name_otter_cells(notebook, found)
    return found


def _mark(cell: Cell) -> Mark:
    own, nbgrader = cell.settings(OWN), cell.settings("nbgrader")
    tasks = tuple(match["task"] for match in _COMMENT.finditer(cell.source) if match["task"])
    if isinstance(own.get("task"), str):
        return Mark(Role.GRADED, tuple(dict.fromkeys((*own["task"].split(), *tasks))))
    if nbgrader.get("solution") is True:
        name = nbgrader.get("grade_id")
        return Mark(Role.GRADED, tasks or ((name,) if isinstance(name, str) else ()))
    is_marked = own.get("given") is True or OTTER_ANSWER in cell.tags
    if is_marked or _COMMENT.search(cell.source):
        return Mark(Role.GRADED, tasks)
    is_test = nbgrader.get("grade") is True or _OTTER_TOOL.search(cell.source)
    return Mark(Role.TEST if is_test else Role.OTHER)


def _name_otter_cells(notebook: Notebook, found: dict[int, Mark]) -> None:
    """Otter's answer cells have no name of their own: the check after them has it."""
    waiting: list[int] = []
    for cell in notebook.code:
        mark = found[cell.number]
        if mark.role is Role.GRADED and OTTER_ANSWER in cell.tags and not mark.tasks:
            waiting.append(cell.number)
        elif match := _OTTER_CHECK.search(cell.source):
            for number in waiting:
                found[number] = Mark(Role.GRADED, (match[1],))
            waiting.clear()
