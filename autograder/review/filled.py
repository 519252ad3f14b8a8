"""What a person filled in, row by row; whether it can be is decided elsewhere.

A sheet holds what students wrote: nothing in an answer is taken for a decision.
"""

import csv
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder.cells import unescaped
from autograder.errors import SpecError

_ROW = re.compile(r"### (r[0-9a-f]{12}-[0-9a-f]{6}-[0-9a-f]{6})\s*")
_KEY = re.compile(r"(points|items|comment):(.*)")
_FENCE = re.compile(r"(`{3,})text\s*")
_LONGEST_CELL = 10_000_000


@dataclass(frozen=True)
class Filled:
    """One row as it came back."""

    place: str
    """Where a person finds it: a spreadsheet's row, the line of a text."""
    row: str
    points: float | None = None
    items: dict[str, float] = field(default_factory=dict)
    comment: str = ""
    problem: str = ""
    """Why it cannot be read, in words; empty if it can."""

    @property
    def is_empty(self) -> bool:
        """True if nothing was decided, and nothing written."""
        return self.points is None and not self.items and not self.comment and not self.problem


def read_sheet(text: str, *, markdown: bool) -> list[Filled]:
    """Return the rows of a sheet that say something, in their order.

    Raises:
        SpecError: it is no sheet.
    """
    rows = _markdown_rows(text) if markdown else _csv_rows(text.removeprefix("\ufeff"))
    return [row for row in rows if not row.is_empty]


def _csv_rows(text: str) -> Iterator[Filled]:
    head = text.split("\n", 1)[0]
    # Where a comma stands in decimals, spreadsheets divide cells by semicolons.
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names = [name.strip().lower() for name in next(reader, [])]
    missing = [name for name in ("row", "points") if name not in names]
    if missing:
        msg = f"row 1: expected a column {missing[0]!r}, found {', '.join(names)[:200] or 'none'}"
        raise SpecError(msg)
    number = 1
    try:
        for number, cells in enumerate(reader, 2):
            if any(cells):
                named = dict(zip(names, map(unescaped, cells), strict=False))
                yield _filled(f"row {number}", named)
    except csv.Error as error:
        msg = f"row {number + 1}: expected cells as in the sheet that was exported, found {error}"
        raise SpecError(msg) from error


def _markdown_rows(text: str) -> Iterator[Filled]:
    reader = _Forms()
    for number, row in enumerate(text.splitlines(), 1):
        reader.take(number, row)
    if not reader.forms:
        msg = "expected headings such as `### r1f2e...`, found none; is it the sheet?"
        raise SpecError(msg)
    return (_filled(f"line {line}", cells) for line, cells in reader.forms)


class _Forms:
    """Reads the form below each row's heading; what a student wrote stands in a fence above it."""

    def __init__(self) -> None:
        self.forms: list[tuple[int, dict[str, str]]] = []
        self._key = ""
        self._closing = ""

    def take(self, number: int, row: str) -> None:
        if self._closing:
            self._closing = "" if row.rstrip() == self._closing else self._closing
        elif heading := _ROW.fullmatch(row):
            self.forms.append((number, {"row": heading[1]}))
            self._key = ""
        elif not self._key and (opening := _FENCE.fullmatch(row)):
            self._closing = opening[1]
        elif row.startswith("## "):
            self._key = ""
        elif self.forms:
            self._field(self.forms[-1][1], row)

    def _field(self, form: dict[str, str], row: str) -> None:
        value = _KEY.fullmatch(row)
        if value and value[1] not in form:
            self._key = value[1]
            form[self._key] = value[2].strip()
        elif self._key:  # a comment, or a mistake in one of the others, over several lines
            form[self._key] += f"\n{row}"


def _filled(place: str, cells: dict[str, str]) -> Filled:
    row, comment = cells["row"].strip(), cells.get("comment", "").strip()
    try:
        points = _number(cells.get("points", ""), "points")
        items = dict(_items(cells.get("items", "")))
    except ValueError as error:
        return Filled(place, row, comment=comment, problem=str(error))
    return Filled(place, row, points, items, comment)


def _items(text: str) -> Iterator[tuple[str, float]]:
    seen: set[str] = set()
    for part in re.split(r"[;\n]", text):
        name, equals, value = part.partition("=")
        if part.strip() and not equals:
            msg = f"items: expected `id=points` for each, found {part.strip()[:60]!r}"
            raise ValueError(msg)
        points = _number(value, f"item {name.strip()!r}")
        if points is not None:
            if name.strip() in seen:
                msg = f"item {name.strip()!r} stands there twice; keep one"
                raise ValueError(msg)
            seen.add(name.strip())
            yield name.strip(), points


def _number(text: str, what: str) -> float | None:
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    try:
        value = float(plain)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or not re.fullmatch(r"[+-]?[\d.]+", plain, re.ASCII):
        msg = f"{what}: expected a number such as 1.5, found {text.strip()[:60]!r}"
        raise ValueError(msg)
    return value
