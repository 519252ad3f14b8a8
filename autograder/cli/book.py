"""The gradebook of a folder that `grade` wrote, and the pages that show what it holds.

It lies in the folder, or where OUT/.gradebook says: a path or URL without a password. The
environment variable AUTOGRADER_GRADEBOOK may name the same place with its credentials.
"""

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

from autograder import report
from autograder.errors import SpecError
from autograder.gradebook import Gradebook
from autograder.gradebook.places import is_same, parse_place, storable
from autograder.model import Grade
from autograder.results import BOOK, GRADE, class_list, write_reports, write_tables, write_text
from autograder.scoring.attempts import one_of_each_student

from .alone import work_alone_in

VARIABLE = "AUTOGRADER_GRADEBOOK"
PLACE = ".gradebook"
_MOST_NAMED = 5


@contextmanager
def book_to_grade_into(out: Path, asked: str | None) -> Iterator[Gradebook]:
    """Open the gradebook of the folder `out`; once it is open, record it if it lies elsewhere.

    Args:
        out: the folder, which exists.
        asked: a path or URL; the folder's own file if None and none was recorded.

    Raises:
        SpecError: `asked` cannot be read, or the folder's grades are in another gradebook.
        GradebookError: it cannot be opened.
    """
    recorded, own = _recorded(out), str((out / BOOK).resolve())
    wanted = storable(parse_place(asked)) if asked else recorded or own
    _refuse_another(out, recorded or (own if (out / BOOK).is_file() else wanted), wanted)
    with Gradebook(asked or _with_credentials(wanted)) as book:
        if wanted != own and not recorded:
            write_text(out / PLACE, f"{wanted}\n")
        yield book


def _refuse_another(out: Path, known: str, wanted: str) -> None:
    if not is_same(parse_place(known), parse_place(wanted)):
        msg = (
            f"{str(out)!r} keeps its grades in {known!r}, expected {wanted!r}: name another "
            "folder with -o, or that gradebook"
        )
        raise SpecError(msg)


def move_book(out: Path, target: str) -> int:
    """Copy what `out` holds to the gradebook at `target`, and keep to that; return the exit code.

    Raises:
        SpecError: there is no gradebook, or `target` has other grades of the assignment.
        GradebookError: one of them cannot be read or written; the folder keeps to its own.
    """
    with open_book(out) as book, Gradebook(target) as other:
        work_alone_in(out)
        assignment = _assignment_of(book, out)
        count = book.copy_to(other, assignment)
        wanted = storable(parse_place(target))
        write_text(out / PLACE, f"{wanted}\n")
    grades = report.counted(count, "grade")
    typer.echo(f"{grades} of {assignment!r} are in {wanted!r}; {str(out)!r} keeps to it")
    return 0


def open_book(out: Path) -> Gradebook:
    """Return the gradebook of `out`, to be entered. Raises SpecError: there is none."""
    recorded = _recorded(out)
    if recorded:
        return Gradebook(_with_credentials(recorded))
    if not (out / BOOK).is_file():
        msg = f"no {BOOK} in {str(out)!r}; expected a folder that `grade` wrote"
        raise SpecError(msg)
    return Gradebook(out / BOOK)


def _recorded(out: Path) -> str:
    try:
        return (out / PLACE).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def _with_credentials(recorded: str) -> str:
    """Return how to open what was recorded: by the environment, if it names the same place."""
    named = os.environ.get(VARIABLE, "")
    return named if named and is_same(parse_place(named), parse_place(recorded)) else recorded


def grades_in(book: Gradebook, out: Path, students: Collection[str] | None = None) -> list[Grade]:
    """Return the grades of `out` that count, with what people decided: of `students`, or all.

    Raises:
        SpecError: there is no grade, or none of a student that was asked for.
    """
    every = book.of_submissions(_assignment_of(book, out))
    standing = one_of_each_student(every, book.rule(every[0].assignment)) if every else []
    if students is None:
        return standing
    found = [grade for name in dict.fromkeys(students) for grade in _named(name, every, standing)]
    known = {name for grade in every for name in (grade.submission_id, grade.student.id)}
    unknown = sorted(set(students) - known)
    if unknown:
        listed = _listed([grade.submission_id for grade in every])
        msg = f"no grade of {unknown[0]!r} in {str(out)!r}; graded there: {listed}"
        raise SpecError(msg)
    return sorted(
        {grade.submission_id: grade for grade in found}.values(),
        key=lambda grade: grade.submission_id,
    )


def _named(name: str, every: Sequence[Grade], standing: Sequence[Grade]) -> list[Grade]:
    """Return a student's grades that stand, or a submission's."""
    own = [grade for grade in standing if grade.student.id == name]
    return own or [grade for grade in every if grade.submission_id == name]


def grade_of(book: Gradebook, out: Path, student: str, *, exact: bool = False) -> Grade:
    """Return the grade of one student or submission that counts, with what people decided of it.

    Args:
        book: the gradebook of `out`.
        out: the folder.
        student: who, or which submission.
        exact: a submission of that name goes before one of the student that counts instead.

    Raises:
        SpecError: there is none, or the student handed in several times and none stands out.
    """
    found = grades_in(book, out, [student])
    named = [grade for grade in found if grade.submission_id == student]
    if exact and not named:
        whole = book.in_force(_assignment_of(book, out), student)
        named = [whole] if whole else []
    if len(named or found) > 1:
        listed = _listed([grade.submission_id for grade in found])
        msg = f"student {student!r} has {len(found)} submissions; name one of them: {listed}"
        raise SpecError(msg)
    return (named or found)[0]


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
    people = class_list(out)
    found = book.assignments()
    # A database may hold the grades of many folders.
    if people is not None and people.assignment in found:
        return people.assignment
    if len(found) != 1 or people is not None:
        held = f"those of {_listed(found)}" if found else "none"
        whose = f"of {people.assignment!r}" if people else "of one assignment"
        msg = f"{str(out)!r}: expected grades {whose} in its gradebook, found {held}"
        raise SpecError(msg)
    return found[0]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more
