"""`autograder report`: render what `grade` stored, again or on the terminal."""

import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from rich.console import Console

from autograder import report
from autograder.errors import SpecError
from autograder.model import Grade
from autograder.results import GRADE, class_list, write_reports, write_tables

MOST_NAMED = 5
TEXTS: dict[str, Callable[[Grade], str]] = {
    "markdown": lambda grade: report.student_markdown(report.student_view(grade)),
    "html": lambda grade: report.student_html(report.student_view(grade)),
    "json": lambda grade: report.student_json(report.student_view(grade)),
    "staff": report.staff_html,
}
CLASS_TEXTS: dict[str, Callable[[Sequence[Grade]], str]] = {
    "github": lambda grades: report.github_annotations(_views(grades)),
    "gitlab": lambda grades: report.gitlab_code_quality(_views(grades)),
    "junit": lambda grades: report.junit_xml(_views(grades)),
    "table": report.class_markdown,
}
"""What a build service shows, of all grades at once."""
FORMS = ("files", "terminal", *TEXTS, *CLASS_TEXTS)
ONE_A_FILE = ("html", "json", "staff")
"""Two of these, one behind the other, are neither."""


def show_reports(out: Path, *, students: Collection[str] | None, form: str) -> int:
    """Render the grades in `out` as `form`; return the exit code."""
    if form not in FORMS:
        msg = f"no report format {form!r}; choose one of: {', '.join(FORMS)}"
        raise SpecError(msg)
    grades = {path.parent: _read(path) for path in sorted(out.glob(f"*/{GRADE}"))}
    wanted = _wanted(grades, out, students)
    if form == "files":
        _write_files(wanted, grades.values(), out)
    elif form in CLASS_TEXTS:
        sys.stdout.write(CLASS_TEXTS[form](list(wanted.values())))
    else:
        _refuse_several(wanted, form)
        for grade in wanted.values():
            _show(grade, form)
    return 0


def _views(grades: Sequence[Grade]) -> list[report.StudentView]:
    return [report.student_view(grade) for grade in grades]


def _wanted(
    grades: dict[Path, Grade], out: Path, students: Collection[str] | None
) -> dict[Path, Grade]:
    asked = set(students or ())
    names = {folder: {folder.name, grade.student.id} for folder, grade in grades.items()}
    unknown = sorted(asked - {name for known in names.values() for name in known})
    if unknown or not grades:
        listed = ", ".join(folder.name for folder in list(grades)[:MOST_NAMED]) or "none"
        whose = f"of {unknown[0]!r}" if unknown else "to report"
        msg = f"no grade {whose} in {str(out)!r}; graded there: {listed}"
        raise SpecError(msg)
    return {
        folder: grade
        for folder, grade in grades.items()
        if students is None or names[folder] & asked
    }


def _write_files(wanted: dict[Path, Grade], grades: Collection[Grade], out: Path) -> None:
    for folder, grade in wanted.items():
        write_reports(grade, folder)
    write_tables(grades, out, class_list(out))


def _refuse_several(wanted: dict[Path, Grade], form: str) -> None:
    if form in ONE_A_FILE and len(wanted) > 1:
        msg = f"--format {form} shows one student, found {len(wanted)}; name one with --student"
        raise SpecError(msg)


def _show(grade: Grade, form: str) -> None:
    if form == "terminal":
        Console(highlight=False).print(report.student_terminal(report.student_view(grade)))
    else:
        sys.stdout.write(TEXTS[form](grade).rstrip("\n") + "\n")


def _read(path: Path) -> Grade:
    try:
        return report.read_grade(path.read_bytes())
    except ValueError as error:
        reason = str(error).splitlines()[0]
        msg = f"{str(path)!r} is not a grade ({reason}); grade that submission again"
        raise SpecError(msg) from error
