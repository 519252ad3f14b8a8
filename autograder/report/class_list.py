"""A class at a glance: a table for the terminal, a CSV file for a spreadsheet."""

import csv
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

from rich import box
from rich.table import Table
from rich.text import Text

from autograder.cells import escaped
from autograder.model import ClassList, Grade, Student, TaskScore
from autograder.scoring import settled_points

from .late import late_remark, percent_taken
from .text import inert, line
from .words import counted, number

NOTHING = "not submitted"
REMARKS = {"unreadable": "could not be read", "error": "not graded, our fault"}
_LATE = ("before_late", "days_late", "free_days", "late_percent")
_COURSE_LATE = (*_LATE, "free_days_left")
_HEAD = ("id", "name", "email", "status", "points", "max_points", "so_far", "waiting")


def class_table(grades: Sequence[Grade]) -> Table:
    """Return one row for each grade: who, points, points of each task, and what is special."""
    tasks = _tasks(grades)
    has_names = any(grade.student.name for grade in grades)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("student", no_wrap=True)
    if has_names:
        table.add_column("name", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    for title in tasks.values():
        table.add_column(Text(inert(title)), justify="right", vertical="bottom")
    table.add_column("")
    for grade in grades:
        table.add_row(*(Text(inert(cell)) for cell in _cells(grade, list(tasks), has_names)))
    return table


def _cells(grade: Grade, tasks: Sequence[str], has_names: bool) -> list[str]:  # noqa: FBT001 - a column
    points = {task.id: number(task.points) for task in grade.tasks}
    total = f"{number(grade.points)} / {number(grade.max_points)}"
    who = [line(grade.student.id, 24)] + ([line(grade.student.name, 24)] if has_names else [])
    return [*who, total, *(points.get(task, "") for task in tasks), remark(grade)]


def remark(grade: Grade) -> str:
    """Return what is special about `grade`, beside its points; may be empty."""
    waits = f"{number(grade.waiting_points)} points wait for a person" if grade.needs_review else ""
    parts = (REMARKS.get(grade.status, ""), late_remark(grade), waits)
    return "; ".join(part for part in parts if part)


def write_class_csv(grades: Sequence[Grade], path: Path, people: ClassList | None = None) -> None:
    """Write one row for each grade to `path`, as UTF-8, then one for each who gave nothing.

    What we could not grade is blank, never 0. `points` are blank too while a written
    answer waits for a person: `so_far` is what is decided, `waiting` what can still be
    earned. Where an assignment has a deadline, `before_late` is `so_far` before anything was
    taken for lateness; where a course counts late days, `free_days_left` is what is left of
    them. A cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    tasks, questions = list(_tasks(grades)), _questions(grades)
    late = _late_head(grades)
    head = [*_HEAD, *tasks, *questions, *late, "note"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([_inactive(title) for title in head])
        strangers = people.strangers if people else ()
        for grade in grades:
            writer.writerow(_row(grade, tasks, questions, strangers, late))
        writer.writerows(_empty_row(one, len(head)) for one in (people.missing if people else ()))


def _who(student: Student) -> list[str]:
    return [_inactive(text) for text in (student.id, student.name, student.email)]


def _empty_row(student: Student, columns: int) -> list[str]:
    who = [*_who(student), NOTHING]
    return [*who, *[""] * (columns - len(who))]


def _row(
    grade: Grade,
    tasks: Sequence[str],
    questions: Sequence[str],
    strangers: Sequence[str],
    late: Sequence[str],
) -> list[str | float | None]:
    points = {task.id: task.points for task in grade.tasks}
    answers = {one.question_id: one.points for one in grade.rubric if one.counts}
    total = [settled_points(grade), grade.max_points, grade.points, grade.waiting_points]
    each = [*(points.get(task) for task in tasks), *(answers.get(one) for one in questions)]
    cells = _late_cells(grade)
    note = _inactive(_note(grade, strangers))
    return [*_who(grade.student), grade.status, *total, *each, *(cells[one] for one in late), note]


def _late_head(grades: Sequence[Grade]) -> tuple[str, ...]:
    known = [grade.lateness for grade in grades if grade.lateness]
    if any(late.free_left is not None for late in known):
        return _COURSE_LATE
    return _LATE if known else ()


def _late_cells(grade: Grade) -> dict[str, float | None]:
    late = grade.lateness
    cells = [grade.points_before_late, None, None, None, late.free_left if late else None]
    if late is not None and not late.unknown:
        cells[1:4] = [late.days, late.free_days, percent_taken(grade)]
    return dict(zip(_COURSE_LATE, cells, strict=True))


def _note(grade: Grade, strangers: Sequence[str]) -> str:
    notes = [grade.problem] if grade.problem else []
    if grade.late:
        notes.append("late")
    if grade.submitted_at:
        notes.append(f"submitted {grade.submitted_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
    if late_remark(grade):
        notes.append(late_remark(grade))
    if grade.submission_id in strangers:
        notes.append("not on the roster")
    if grade.waiting:
        notes.append(f"{counted(len(grade.waiting), 'written answer')} to review")
    if grade.regrade and grade.regrade.kept:
        notes.append(f"{number(grade.regrade.kept)} kept in a regrade")
    if grade.overrides:
        notes.append(f"{counted(len(grade.overrides), 'override')}")
    if not grade.manifest.isolated:
        notes.append("run without isolation")
    return "; ".join(notes)


def _inactive(text: str) -> str:
    """Return `text` as a cell that is only ever read, also where semicolons divide cells."""
    return escaped(line(text, 1_000))


def _tasks(grades: Sequence[Grade]) -> dict[str, str]:
    """Return the title of each task by id, in the order of first appearance."""
    found: dict[str, TaskScore] = {}
    for grade in grades:
        for task in grade.tasks:
            found.setdefault(task.id, task)
    return {task_id: line(task.title) for task_id, task in found.items()}


def _questions(grades: Sequence[Grade]) -> list[str]:
    """Return the ids of the questions, in the order of first appearance."""
    return list(dict.fromkeys(answer.question_id for grade in grades for answer in grade.rubric))
