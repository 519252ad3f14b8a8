"""The gradebook of a folder that `grade` wrote, and the pages that show what it holds."""

from collections.abc import Collection, Sequence
from pathlib import Path

from autograder import report
from autograder.errors import SpecError
from autograder.gradebook import Gradebook
from autograder.model import Grade
from autograder.results import BOOK, GRADE, class_list, write_reports, write_tables, write_text

_MOST_NAMED = 5


def open_book(out: Path) -> Gradebook:
    """Return the gradebook in `out`, to be entered. Raises SpecError: there is none."""
    if not (out / BOOK).is_file():
        msg = f"no {BOOK} in {str(out)!r}; expected a folder that `grade` wrote"
        raise SpecError(msg)
    return Gradebook(out / BOOK)


def grades_in(book: Gradebook, out: Path, students: Collection[str] | None = None) -> list[Grade]:
    """Return the newest grades in `out`, with what people decided: of `students`, or all.

    Raises:
        SpecError: there is no grade, or none of a student that was asked for.
    """
    grades = book.latest(_assignment_of(book, out))
    names = {grade.submission_id: {grade.submission_id, grade.student.id} for grade in grades}
    unknown = sorted(set(students or ()) - {name for known in names.values() for name in known})
    if unknown:
        msg = f"no grade of {unknown[0]!r} in {str(out)!r}; graded there: {_listed(list(names))}"
        raise SpecError(msg)
    return [one for one in grades if students is None or names[one.submission_id] & set(students)]


def grade_of(book: Gradebook, out: Path, student: str) -> Grade:
    """Return the newest grade of one student or submission, with what people decided of it.

    Raises:
        SpecError: there is none, or the student handed in several times.
    """
    found = grades_in(book, out, [student])
    exact = [grade for grade in found if grade.submission_id == student]
    if len(exact or found) > 1:
        listed = _listed([grade.submission_id for grade in found])
        msg = f"student {student!r} has {len(found)} submissions; name one of them: {listed}"
        raise SpecError(msg)
    return (exact or found)[0]


def render_again(out: Path, grades: Sequence[Grade]) -> None:
    """Bring `out` up to what people decided: files of the students concerned, then the tables.

    Also mends what an earlier command decided and could not render before it was ended.

    Args:
        out: the folder.
        grades: every grade of its gradebook, with the decisions.
    """
    for grade in grades:
        folder = out / grade.submission_id
        if grade.overrides and folder.is_dir():
            _render(folder, grade)
    there = [grade for grade in grades if (out / grade.submission_id / GRADE).is_file()]
    write_tables(there, out, class_list(out))


def _render(folder: Path, grade: Grade) -> None:
    path, text = folder / GRADE, report.grade_json(grade)
    if not path.is_file() or path.read_bytes() != text.encode():
        write_reports(grade, folder)
        write_text(path, text)  # last: where it is new, the pages are


def _assignment_of(book: Gradebook, out: Path) -> str:
    found = book.assignments()
    if len(found) != 1:
        held = f"those of {_listed(found)}" if found else "none"
        msg = f"{str(out / BOOK)!r}: expected the grades of one assignment, found {held}"
        raise SpecError(msg)
    return found[0]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more
