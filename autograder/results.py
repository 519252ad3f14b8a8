"""What a class's folder holds: its claim, its pages and tables, each written whole or not at all.

OUT/<submission-id>/{grade.json,report.html,report.md,staff.html,journal.jsonl}
OUT/gradebook.csv  OUT/gradebook.db  OUT/summary.html
"""

import json
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder import report
from autograder.errors import SpecError
from autograder.model import ClassList, Grade

GRADE = "grade.json"
PAGES = ("report.html", "report.md", "staff.html")
CLASS = ".class.json"
SUMMARY, TABLE, BOOK, LOCK = (
    "summary.html",
    "gradebook.csv",
    "gradebook.db",
    "autograder-grade.lock",
)
RESERVED = {SUMMARY, TABLE, BOOK, f"{BOOK}-wal", f"{BOOK}-shm", LOCK}


def claim_folder(out: Path, people: ClassList, tasks: Collection[str] | None) -> None:
    """Keep `out` for one assignment, and whole grades apart from those of some `tasks`.

    Raises:
        SpecError: it holds other results.
    """
    out.mkdir(parents=True, exist_ok=True)
    extent = "all tasks" if tasks is None else f"only {', '.join(sorted(tasks))}"
    record = {"extent": extent, **people.model_dump(mode="json")}
    found = _record(out) or record
    if any(found[key] != record[key] for key in ("assignment", "extent")):
        msg = (
            f"{str(out)!r} holds grades of {found['assignment']!r} ({found['extent']}), these "
            f"would be of {people.assignment!r} ({extent}): name another folder with -o"
        )
        raise SpecError(msg)
    write_text(out / CLASS, json.dumps(record, indent=1))


def class_list(out: Path) -> ClassList | None:
    """Return who belongs to the class graded into `out`, if that was recorded."""
    record = _record(out)
    return ClassList.model_validate(record) if record.pop("extent", None) else None


def _record(out: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((out / CLASS).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def write_reports(grade: Grade, folder: Path) -> None:
    """Write the pages for the student and for staff into `folder`."""
    view = report.student_view(grade)
    texts = (report.student_html(view), report.student_markdown(view), report.staff_html(grade))
    for name, text in zip(PAGES, texts, strict=True):
        write_text(folder / name, text)


def write_tables(grades: Iterable[Grade], out: Path, people: ClassList | None) -> None:
    """Write the class's page and table into `out`."""
    ordered = sorted(grades, key=lambda grade: grade.submission_id)
    title = ordered[0].assignment_title if ordered else ""
    write_text(out / SUMMARY, report.summary_html(title, ordered, people))
    with _replacing(out / TABLE) as unfinished:
        report.write_class_csv(ordered, unfinished, people)


def write_text(path: Path, text: str) -> None:
    """Write `text` so that a reader sees the old file or the new one, never half of one."""
    with _replacing(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8")


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Yield where to write; what was written whole takes the place of `path`."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def read_grade(path: Path) -> Grade | None:
    """Return the grade in `path`; None if there is none, or none that can be read."""
    try:
        return report.read_grade(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
