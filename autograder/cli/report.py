"""`autograder report`: render what `grade` stored, again or on the terminal."""

import sys
from collections.abc import Callable, Collection
from pathlib import Path

from rich.console import Console

from autograder import report
from autograder.batch import GRADE, write_reports
from autograder.errors import SpecError
from autograder.model import Grade

TEXTS: dict[str, Callable[[Grade], str]] = {
    "markdown": lambda grade: report.student_markdown(report.student_view(grade)),
    "html": lambda grade: report.student_html(report.student_view(grade)),
    "json": lambda grade: report.student_json(report.student_view(grade)),
    "staff": report.staff_html,
}
FORMS = ("files", "terminal", *TEXTS)


def show_reports(out: Path, *, students: Collection[str] | None, form: str) -> int:
    """Render the grades in `out` as `form`; return the exit code."""
    if form not in FORMS:
        msg = f"no report format {form!r}; choose one of: {', '.join(FORMS)}"
        raise SpecError(msg)
    for folder in _folders(out, students):
        grade = _read(folder / GRADE)
        if form == "files":
            write_reports(grade, folder)
        elif form == "terminal":
            console = Console(highlight=False)
            console.print(report.student_terminal(report.student_view(grade)))
        else:
            sys.stdout.write(TEXTS[form](grade) + "\n")
    return 0


def _folders(out: Path, students: Collection[str] | None) -> list[Path]:
    found = sorted(path.parent for path in out.glob(f"*/{GRADE}"))
    wanted = found if students is None else [path for path in found if path.name in set(students)]
    if not wanted:
        names = ", ".join(path.name for path in found[:5]) or "none"
        msg = f"no grade to report in {str(out)!r}; graded there: {names}"
        raise SpecError(msg)
    return wanted


def _read(path: Path) -> Grade:
    try:
        return report.read_grade(path.read_bytes())
    except ValueError as error:
        reason = str(error).splitlines()[0]
        msg = f"{str(path)!r} is not a grade ({reason}); grade that submission again"
        raise SpecError(msg) from error
