"""What people decided, as graded answers for a calibration: no names of students."""

import csv
import io
from collections.abc import Iterable, Iterator

from autograder.cells import escaped
from autograder.model import Grade

from .rows import Row, rows_of

HEAD = ("question", "answer", "points", "blind", "grader")


def grades_table(grades: Iterable[Grade]) -> tuple[str, int]:
    """Return every confirmed answer as a line of CSV, and how many there are.

    An answer is blind if each decision on it that counts was. Points of items stand in
    columns `item:<id>` where people gave them.
    """
    rows = [row for row in rows_of(grades, everything=True) if _is_decided(row)]
    items = list(dict.fromkeys(name for row in rows for name, _ in _items(row)))
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([*HEAD, *(f"item:{name}" for name in items)])
    for row in rows:
        given = dict(_items(row))
        answer, last = row.answer, row.decisions[-1]
        standing = {one.target: one for one in row.decisions}
        blind = all(one.blind for one in standing.values())
        cells: list[object] = [
            answer.question_id,
            answer.answer,
            answer.points,
            "yes" if blind else "no",
        ]
        cells += [last.by, *(given.get(name, "") for name in items)]
        writer.writerow([escaped(cell) if isinstance(cell, str) else cell for cell in cells])
    return file.getvalue(), len(rows)


def _is_decided(row: Row) -> bool:
    return row.answer.status == "confirmed" and bool(row.decisions)


def _items(row: Row) -> Iterator[tuple[str, float]]:
    standing = {one.target: one.points for one in row.decisions}
    for item in row.answer.items:
        points = standing.get(row.item_target(item.item_id))
        if points is not None:
            yield item.item_id, points
