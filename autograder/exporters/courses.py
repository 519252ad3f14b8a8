"""`canvas` and `moodle`: files that a course system imports into its own gradebook.

A wrong row there is another student's grade, so a student whom the system cannot find by an
id of its own stops the export.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.cells import escaped
from autograder.errors import SpecError
from autograder.model import Grade, Student
from autograder.report.text import line
from autograder.scoring import settled_points

_MOST_NAMED = 5
Row = Sequence[str | float | None]


class CanvasExporter:
    """A gradebook import for Canvas, which finds students by their SIS id: the roster's `id`."""

    name = "canvas"

    def export(self, grades: Iterable[Grade], target: Path) -> None:
        """Write a row for each settled grade. Raises SpecError: a student has no roster entry."""
        settled = _settled(grades)
        _refuse_unknown(settled, [_listed_id(grade.student) for grade in settled])
        title, most = _title_and_most(settled)
        rows: list[Row] = [
            ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", title],
            ["    Points Possible", "", "", "", "", most],
        ]
        for one in settled:
            student = one.student
            rows.append([_cell(student.name), "", student.id, "", "", settled_points(one)])
        _write(target, rows)


class MoodleExporter:
    """A gradebook import for Moodle, which finds students by their address."""

    name = "moodle"

    def export(self, grades: Iterable[Grade], target: Path) -> None:
        """Write a row for each settled grade. Raises SpecError: a student has no address."""
        settled = _settled(grades)
        _refuse_unknown(settled, [grade.student.email for grade in settled])
        title, _ = _title_and_most(settled)
        rows: list[Row] = [[one.student.email, settled_points(one)] for one in settled]
        _write(target, [["useremail", title], *rows])


def _settled(grades: Iterable[Grade]) -> list[Grade]:
    ordered = sorted(grades, key=lambda grade: grade.submission_id)
    settled = [grade for grade in ordered if settled_points(grade) is not None]
    if not settled:
        msg = "no grade is settled: expected at least one whose points wait for nobody"
        raise SpecError(msg)
    return settled


def _listed_id(student: Student) -> str:
    """Return the id of a roster; without an address it may be a folder's, or a platform's."""
    return student.id if student.email else ""


def _refuse_unknown(grades: Sequence[Grade], ids: Sequence[str]) -> None:
    """Refuse ids that are missing, not unique, or that a spreadsheet would run as a formula."""
    count = Counter(ids)
    wrong = [
        grade.submission_id
        for grade, found in zip(grades, ids, strict=True)
        if not found or count[found] > 1 or _cell(found) != found
    ]
    if wrong:
        more = f" and {len(wrong) - _MOST_NAMED} more" if len(wrong) > _MOST_NAMED else ""
        listed = ", ".join(map(repr, wrong[:_MOST_NAMED]))
        msg = (
            f"{listed}{more}: expected one student each whom the other system knows, found no "
            "roster entry with id and email, or two submissions of one; complete roster.csv "
            "(id, name, email) and grade again, nothing is run twice"
        )
        raise SpecError(msg)


def _title_and_most(grades: Sequence[Grade]) -> tuple[str, float]:
    # A submission that could not be read knows nothing of the rubric's points.
    return _cell(grades[0].assignment_title), max(grade.max_points for grade in grades)


def _cell(text: str) -> str:
    return escaped(line(text))


def _write(target: Path, rows: Sequence[Row]) -> None:
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
