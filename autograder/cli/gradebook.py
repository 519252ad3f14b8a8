"""`autograder gradebook`: what the gradebook holds, what became of a student, and out with it."""

import json
import os
from collections.abc import Collection, Sequence
from datetime import UTC
from pathlib import Path

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder import plugins, report
from autograder.errors import SpecError
from autograder.gradebook import Change, Event, Gradebook, timeline
from autograder.model import Exporter, Grade
from autograder.report.class_list import REMARKS
from autograder.report.text import inert, line
from autograder.scoring import settled_points
from autograder.scoring.attempts import Attempt

from .book import grade_of, grades_in, open_book

_SHORT = 19
"""`sha256:` and twelve digits: enough to tell two digests apart."""


def show_grades(out: Path, *, students: Collection[str] | None, as_json: bool) -> int:
    """Print the grades in force; return the exit code."""
    with open_book(out) as book:
        grades = grades_in(book, out, students)
    if as_json:
        typer.echo(json.dumps([_fields(grade) for grade in grades], indent=2))
    else:
        Console(highlight=False).print(_table(grades))
    return 0


def tell_history(out: Path, student: str, *, as_json: bool) -> int:
    """Print every grade and decision of one student, and what each changed."""
    with open_book(out) as book:
        grade = grade_of(book, out, student, exact=True)
        key = (grade.assignment, grade.submission_id)
        events = timeline(book.history(*key), book.overrides(*key))
        attempts = book.attempts(*key)
        others = [one.submission_id for one in _of_student(book, grade)]
    if as_json:
        shown = {
            "submission": grade.submission_id,
            "student": grade.student.id,
            "other_submissions": others,
            "attempts": [_attempt(one) for one in attempts],
        }
        rows = [event.model_dump(mode="json") for event in events]
        typer.echo(json.dumps({**shown, "events": rows}, indent=2))
    else:
        points = f"{report.number(grade.points)} / {report.number(grade.max_points)}"
        typer.echo(f"{inert(line(grade.submission_id))}: {points}, {_status(grade)}")
        if others:
            listed = inert(line(", ".join(others)))
            typer.echo(f"other submissions of {inert(line(grade.student.id))}: {listed}")
        for attempt in attempts if attempts[1:] else ():
            typer.echo(_told_attempt(attempt))
        for event in events:
            typer.echo("\n".join(_told(event)))
    return 0


def export_grades(out: Path, target: Path, form: str) -> int:
    """Write the grades in force to `target` in the format `form`; return the exit code."""
    exporter: Exporter = plugins.load("exporters", form)()
    with open_book(out) as book:
        grades = grades_in(book, out)
    if target.exists():
        msg = f"{str(target)!r} is there already; name another file, or remove it first"
        raise SpecError(msg)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        exporter.export(grades, unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    open_ = sum(settled_points(grade) is None for grade in grades)
    told = f"; {open_} without settled points, so blank or left out" if open_ else ""
    typer.echo(f"{target}: {report.counted(len(grades), 'grade')} as {form}{told}")
    return 0


def told_change(change: Change) -> str:
    """Return a change in words, such as `task:adam 3 -> 2`."""
    what = inert(line(change.what))
    return f"{what} {_value(change.before)} -> {_value(change.after)}"


def _of_student(book: Gradebook, grade: Grade) -> list[Grade]:
    """Return the grades of the student's other submissions."""
    every = book.of_submissions(grade.assignment)
    same = [one for one in every if one.student.id == grade.student.id]
    return [one for one in same if one.submission_id != grade.submission_id]


def _attempt(attempt: Attempt) -> dict[str, object]:
    grade = attempt.grade
    return {
        **attempt.model_dump(mode="json", exclude={"grade"}),
        "status": grade.status,
        "points": grade.points,
        "max_points": grade.max_points,
        "needs_review": grade.needs_review,
    }


def _told_attempt(attempt: Attempt) -> str:
    at = attempt.submitted_at
    when = f", submitted {at.astimezone(UTC):%Y-%m-%d %H:%M:%S %Z}" if at else ""
    points = f"{report.number(attempt.grade.points)} / {report.number(attempt.grade.max_points)}"
    counts = f"; it counts: {attempt.why}" if attempt.counts else ""
    return f"attempt {attempt.number}: {points}, {attempt.digest[:_SHORT]}{when}{counts}"


def _value(value: float | str | None) -> str:
    if isinstance(value, str):
        return line(value, 200)[:_SHORT]
    return report.number(value)


def _fields(grade: Grade) -> dict[str, object]:
    return {
        "submission": grade.submission_id,
        "student": grade.student.id,
        "assignment": grade.assignment,
        "status": grade.status,
        "points": grade.points,
        "points_before_late": grade.points_before_late,
        "max_points": grade.max_points,
        "waiting_points": grade.waiting_points,
        "needs_review": grade.needs_review,
        "tasks": {task.id: task.points for task in grade.tasks},
        "overrides": [override.model_dump(mode="json") for override in grade.overrides],
    }


def _table(grades: Sequence[Grade]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("student", no_wrap=True)
    for title in ("points", "max", "waiting"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("status")
    table.add_column("overrides")
    for grade in grades:
        points = (grade.points, grade.max_points, grade.waiting_points)
        numbers = [report.number(one) for one in points]
        standing = dict.fromkeys(override.target for override in grade.overrides)
        cells = [line(grade.submission_id, 40), *numbers, _status(grade), ", ".join(standing)]
        table.add_row(*(Text(inert(line(cell))) for cell in cells))
    return table


def _status(grade: Grade) -> str:
    remark = REMARKS.get(grade.status, grade.status)
    return f"{remark}, waits for a person" if grade.needs_review else remark


def _told(event: Event) -> list[str]:
    changes = "; ".join(told_change(change) for change in event.changes) or "nothing changed"
    override = event.override
    if override is None:
        return [f"{event.at:%Y-%m-%d %H:%M:%S %Z}  graded: {changes}"]
    what = f"{inert(line(override.target))} = {report.number(override.points)}"
    if not event.holds:
        changes = "does not fit the grade of that time, or its answer; nothing changed"
    by = inert(line(override.by))
    head = f"{event.at:%Y-%m-%d %H:%M:%S %Z}  {what} by {by}: {changes}"
    return [head, f"    {inert(line(override.reason, 2_000))}"]
