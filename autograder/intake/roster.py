"""The class list: `roster.csv` with the columns id, name, email."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.errors import SpecError
from autograder.model import Student

from .candidate import Candidate
from .names import clean_id
from .table import read_table

ROSTER_FILE = "roster.csv"
_COLUMNS = ("id", "name", "email")
_SHORTEST_PART = 4
"""An id this long, standing free in a file's name, is no accident: `Doe_s123456_hw1.zip`."""


@dataclass(frozen=True)
class Roster:
    """The students of a class."""

    students: tuple[Student, ...]

    def student_of(self, stem: str) -> Student | None:
        """Return the student whose hand-in is called `stem`; None if that is not clear."""
        found = self._by_id.get(clean_id(stem).casefold())
        return found or _only(one for one in self.students if _is_part(one.id, stem))

    @cached_property
    def _by_id(self) -> dict[str, Student]:
        # Turned round: of two with one id the first counts.
        return {clean_id(one.id).casefold(): one for one in reversed(self.students)}

    def known(self, told: Student, *, is_course_id: bool = True) -> Student | None:
        """Return who is meant by what an export tells; None if that is not clear.

        A number of the platform's may by chance be another student's id: it counts unless
        the names differ.
        """
        by_id = self.student_of(told.id)
        if by_id and (is_course_id or not by_id.name or _is_called(by_id, told.name)):
            return by_id
        email = told.email.casefold()
        return _only(
            one for one in self.students if email and one.email.casefold() == email
        ) or _only(one for one in self.students if _is_called(one, told.name))


def _only(students: Iterable[Student]) -> Student | None:
    found = list(students)
    return found[0] if len(found) == 1 else None


def _is_called(student: Student, name: str) -> bool:
    """Tell whether `name` is the student's, last or first name first, squeezed or not."""
    words = student.name.split()
    orders = [words[first:] + words[:first] for first in range(len(words))]
    squeezed = _squeezed(name)
    return bool(squeezed) and any(_squeezed("".join(order)) == squeezed for order in orders)


def _squeezed(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in text if character.isalnum())


def find_roster(submissions: Path) -> Roster | None:
    """Return the roster that lies in the folder of submissions, if one does.

    Raises:
        SpecError: see `load_roster`.
    """
    file = submissions / ROSTER_FILE
    return load_roster(file) if file.is_file() else None


def load_roster(path: Path) -> Roster:
    """Read a CSV with the columns id, name and email; only id is required.

    Raises:
        SpecError: the file cannot be read, or names a student twice or not at all.
    """
    rows = read_table(path, _COLUMNS, needed=("id",), what="class list")
    found: dict[str, Student] = {}
    for place, fields in rows:
        student = Student(**fields)
        if not student.id or clean_id(student.id).casefold() in found:
            msg = f"{place}: expected a new id, found {student.id!r}; correct it"
            raise SpecError(msg)
        found[clean_id(student.id).casefold()] = student
    return Roster(tuple(found.values()))


def missing_students(roster: Roster, candidates: Iterable[Candidate]) -> tuple[Student, ...]:
    """Return the students of the roster from whom there is no hand-in."""
    seen = {candidate.student_id for candidate in candidates}
    return tuple(student for student in roster.students if student.id not in seen)


def strangers(roster: Roster, candidates: Iterable[Candidate]) -> tuple[str, ...]:
    """Return the ids of the hand-ins whose student the roster does not name."""
    known = {student.id for student in roster.students}
    return tuple(one.id for one in candidates if one.student_id not in known)


def _is_part(student_id: str, stem: str) -> bool:
    free = rf"(?<![A-Za-z0-9]){re.escape(student_id)}(?![A-Za-z0-9])"
    return len(student_id) >= _SHORTEST_PART and bool(re.search(free, stem, re.IGNORECASE))
