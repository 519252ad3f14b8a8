"""How many free late days students used in the course's other assignments."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from autograder.cells import escaped, unescaped
from autograder.errors import SpecError
from autograder.model.late import MOST_DAYS

from .candidate import Candidate
from .table import read_table
from .whom import by_student, loosely, whom_each_means

Spent = Mapping[str, int]
"""Free days used, by the id of a student."""
_COLUMNS = ("id", "free_days")


def load_spent(tables: Iterable[Path]) -> Spent:
    """Add up the tables of other assignments, each a CSV with the columns id and free_days.

    A row without a number used none. Of rows of one student in one table, which are several
    attempts at one assignment, the largest counts.

    Raises:
        SpecError: a table cannot be read, or a cell is no number of days.
    """
    total: Counter[str] = Counter()
    for table in tables:
        total.update(_of_one(table))
    return total


def spent_csv(spent: Spent) -> str:
    """Return a table that `load_spent` reads."""
    text = io.StringIO()
    rows = ((escaped(student), days) for student, days in spent.items())
    csv.writer(text, lineterminator="\n").writerows([_COLUMNS, *rows])
    return text.getvalue()


def with_spent(candidates: Iterable[Candidate], spent: Spent) -> tuple[Candidate, ...]:
    """Return `candidates` with what their students used before."""
    candidates = tuple(candidates)
    days: Counter[str] = Counter()
    for name, found in whom_each_means(spent, candidates, (by_student, loosely)).items():
        days.update({one.id: spent[name] for one in found})
    return tuple(replace(one, late_days_spent=days[one.id]) for one in candidates)


def _of_one(table: Path) -> dict[str, int]:
    most: dict[str, int] = {}
    what, shown = "table of late days", str(table)  # those of a course's folders are named alike
    for place, row in read_table(table, _COLUMNS, needed=_COLUMNS, what=what, shown=shown):
        student = unescaped(row["id"])
        most[student] = max(most.get(student, 0), _days(place, row["free_days"]))
    return most


def _days(place: str, text: str) -> int:
    if not text:
        return 0
    if not text.isdecimal() or len(text) > len(str(MOST_DAYS)) or int(text) > MOST_DAYS:
        msg = f"{place}: expected free_days from 0 to {MOST_DAYS}, found {text!r}; correct it"
        raise SpecError(msg)
    return int(text)
