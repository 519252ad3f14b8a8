"""A class's tables: CSV as a spreadsheet writes it, commas, semicolons or tabs."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.errors import SpecError


def read_table(
    path: Path, columns: Sequence[str], *, needed: Sequence[str], what: str, shown: str = ""
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each row as its place, `roster.csv:2`, and its texts by column, empty if absent.

    Args:
        path: of the file.
        columns: what is read; others are passed over.
        needed: those of `columns` without which it is no such table.
        what: what it should be: `class list`.
        shown: how messages name the file; by its name alone if empty.

    Raises:
        SpecError: the file cannot be read, or has other columns.
    """
    shown = shown or path.name
    text = _text(path, columns, what, shown)
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        if not set(needed) <= set(rows.fieldnames or ()):
            msg = f"{shown}:1: expected the columns {', '.join(columns)}, found {header!r}"
            raise SpecError(msg)
        for row in rows:
            fields = {column: (row.get(column) or "").strip() for column in columns}
            yield f"{shown}:{rows.line_num}", fields
    except csv.Error as error:
        msg = f"{shown}:{rows.line_num}: expected comma-separated values: {error}"
        raise SpecError(msg) from error


def _text(path: Path, columns: Sequence[str], what: str, shown: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        listed = ", ".join(columns)
        msg = f"no {what} {str(path)!r}: expected a CSV file with the columns {listed}"
        raise SpecError(msg) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        msg = f"{shown}: expected a {what} in UTF-8, cannot be read: {reason}"
        raise SpecError(msg) from error
