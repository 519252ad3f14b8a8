"""A class as a Markdown table, for a build's summary: for staff, it shows everybody's points."""

from collections.abc import Sequence

from autograder.model import Grade

from .class_list import remark
from .markdown import prose
from .text import line
from .words import counted, number

_MOST = 500
"""Rows that are shown: a summary may hold a megabyte."""


def class_markdown(grades: Sequence[Grade]) -> str:
    """Return a row for each grade: who, points, points of each task, and what is special."""
    tasks = {task.id: task.title for grade in grades for task in grade.tasks}
    heads = ["Student", "Points", *tasks.values(), ""]
    rows = [_row(heads), "|---|" + "---:|" * (len(tasks) + 1) + "---|"]
    rows += [_row(_cells(grade, list(tasks))) for grade in grades[:_MOST]]
    if len(grades) > _MOST:
        rows.append(f"\n{counted(len(grades) - _MOST, 'more submission')}: see gradebook.csv.")
    return "\n".join(rows) + "\n"


def _cells(grade: Grade, tasks: Sequence[str]) -> list[str]:
    points = {task.id: number(task.points) for task in grade.tasks}
    return [
        line(grade.student.id, 64),
        f"{number(grade.points)} / {number(grade.max_points)}",
        *(points.get(task, "") for task in tasks),
        remark(grade),
    ]


def _row(cells: Sequence[str]) -> str:
    shown = (prose(line(cell)).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(shown)} |"
