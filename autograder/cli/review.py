"""`autograder review`: written answers to a person by file, and the decisions back."""

from datetime import UTC, datetime
from pathlib import Path

import typer

from autograder import report, review
from autograder.cells import text_of
from autograder.errors import SpecError
from autograder.model import Grade
from autograder.report.text import inert
from autograder.results import class_list

from .alone import work_alone_in
from .book import open_book, render_again

_MOST_BYTES = 200_000_000
MARKDOWN = ".md"


def export_sheet(out: Path, slug: str, sheet: Path, *, shown: bool, everything: bool) -> int:
    """Write the answers that wait to `sheet`; return the exit code."""
    rows = review.rows_of(_grades(out, slug), everything=everything)
    if not rows:
        typer.echo(f"no written answer of {slug!r} waits for a person; nothing was written")
        return 0
    write = review.markdown_sheet if sheet.suffix == MARKDOWN else review.csv_sheet
    _write_new(sheet, write(rows, shown=shown))
    how = "with what is suggested" if shown else "blind"
    typer.echo(f"{sheet}: {report.counted(len(rows), 'answer')}, {how}")
    return 0


def import_sheet(out: Path, slug: str, sheet: Path, *, by: str) -> int:
    """Append the decisions of `sheet` to the gradebook, render again; return the exit code."""
    if not by.strip():
        msg = "expected who decided behind --by, found nothing; write a name"
        raise SpecError(msg)
    text = text_of(sheet, "the sheet that was filled in", most_bytes=_MOST_BYTES)
    filled = review.read_sheet(text, markdown=sheet.suffix == MARKDOWN)
    book = open_book(out)
    work_alone_in(out)
    rows = review.rows_of(_grades(out, slug), everything=True)
    try:
        verdicts = review.verdicts_of(rows, filled, by=by.strip(), at=datetime.now(UTC))
    except SpecError as error:
        msg = "\n".join(f"{sheet}: {words}" for words in str(error).split("\n"))
        raise SpecError(msg) from error
    with book:
        book.override_all(slug, verdicts.overrides)
        grades = book.latest(slug)
    render_again(out, grades)
    known = f", {verdicts.known} were decided so before" if verdicts.known else ""
    waiting = sum(len(grade.waiting) for grade in grades)
    decided = report.counted(verdicts.rows, "answer")
    typer.echo(f"decided {decided} by {inert(by)}{known}; {waiting} still wait")
    return 0


def export_grades(out: Path, slug: str, table: Path) -> int:
    """Write every confirmed answer to `table`; return the exit code."""
    text, count = review.grades_table(_grades(out, slug))
    _write_new(table, text)
    typer.echo(f"{table}: {report.counted(count, 'confirmed answer')}")
    return 0


def confirmed_in(out: Path) -> str:
    """Return the table of confirmed answers of a folder that `grade` wrote.

    Raises:
        SpecError: nothing was graded there, or nobody decided an answer yet.
    """
    people = class_list(out)
    if people is None:
        msg = f"{str(out)!r}: expected a CSV file of grades, or a folder that `grade` wrote"
        raise SpecError(msg)
    text, count = review.grades_table(_grades(out, people.assignment))
    if not count:
        msg = (
            f"{str(out)!r}: expected written answers that a person decided, found none; see "
            "`autograder review export` and `import`"
        )
        raise SpecError(msg)
    return text


def _grades(out: Path, slug: str) -> list[Grade]:
    with open_book(out) as book:
        grades = book.latest(slug)
    if not grades:
        people = class_list(out)
        told = f"; it holds {people.assignment!r}" if people else ""
        msg = f"no grade of {slug!r} in {str(out)!r}{told}"
        raise SpecError(msg)
    return grades


def _write_new(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError as error:
        msg = f"{str(path)!r} is there already, and may hold decisions; name another file"
        raise SpecError(msg) from error
