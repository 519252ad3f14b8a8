"""Find the hand-ins at a path: one student's, or a class's as folders, archives and files."""

import logging
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import SubmissionError
from autograder.model import Assignment, Student
from autograder.paths import beneath

from .candidate import Candidate, file_source, meant_by
from .class_archive import class_members
from .names import clean_id, is_archive, is_junk, stem, unique_id
from .roster import ROSTER_FILE, Roster, find_roster
from .source import FolderSource, Source
from .wanted import required_count, wanted_names

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Find:
    """A hand-in's name, before ids are made unique."""

    stem: str
    folder: Path
    file: str
    origin: Source
    notes: tuple[str, ...] = ()


def discover(path: Path, assignment: Assignment, roster: Roster | None = None) -> list[Candidate]:
    """Return the hand-ins at `path`, in order of their names; read none of them.

    `path` is one student's folder or file, or a folder or archive of a class:
    a folder, an archive or (if one file is asked for) a file for each student.
    A `roster.csv` in a class's folder is used unless `roster` is given.

    Raises:
        SubmissionError: nothing is at `path`, or it cannot be told what is.
        SpecError: the roster cannot be read.
    """
    found = path.resolve()
    if not found.exists():
        msg = f"nothing at {str(path)!r}: expected a folder or archive of submissions"
        raise SubmissionError(msg)
    if found.is_dir():
        roster = roster or find_roster(found)
        return _candidates(_in_folder(found, assignment), assignment, roster)
    return _candidates(_in_file(found, assignment, roster), assignment, roster)


def _candidates(
    finds: Iterable[_Find], assignment: Assignment, roster: Roster | None
) -> list[Candidate]:
    taken: set[str] = set()
    return [_candidate(find, assignment, roster, taken) for find in finds]


def _candidate(
    find: _Find, assignment: Assignment, roster: Roster | None, taken: set[str]
) -> Candidate:
    student = _student(find.stem, roster)
    return Candidate(
        id=unique_id(clean_id(student.id), taken),
        student_id=student.id,
        student_name=student.name,
        student_email=student.email,
        folder=find.folder,
        file=find.file,
        assignment=assignment,
        origin=find.origin,
        notes=find.notes,
    )


def _student(name: str, roster: Roster | None) -> Student:
    known = roster.student_of(name) if roster else None
    return known or Student(id=clean_id(name))


def _in_folder(folder: Path, assignment: Assignment) -> Iterator[_Find]:
    names = sorted(_names(folder))
    if any(os.path.lexists(folder / wanted) for wanted in wanted_names(assignment)):
        _refuse_mixture(folder, names, assignment)
        yield _Find(folder.name, folder.parent, folder.name, FolderSource(folder))
        return
    for name in names:
        if find := _in_class(folder, name, assignment):
            yield find


def _names(folder: Path) -> Iterator[str]:
    try:
        yield from (item.name for item in folder.iterdir() if not is_junk(item.name))
    except OSError as error:
        msg = f"cannot read {str(folder)!r}: {error.strerror}; check its permissions"
        raise SubmissionError(msg) from error


def _refuse_mixture(folder: Path, names: list[str], assignment: Assignment) -> None:
    """A stray file beside a class would turn the class into one submission."""
    within = [
        name
        for name in names
        if any(os.path.lexists(folder / name / wanted) for wanted in wanted_names(assignment))
    ]
    archives = [name for name in names if is_archive(name)]
    if len(within) + len(archives) > 1:
        msg = (
            f"{str(folder)!r} looks like one submission and like a class: it holds files of "
            f"`submit` beside {', '.join(map(repr, (within + archives)[:3]))}; move one away"
        )
        raise SubmissionError(msg)


def _in_class(folder: Path, name: str, assignment: Assignment) -> _Find | None:
    """Return the hand-in that one entry of a class's folder is; None for a stray file."""
    mode = beneath(folder, name).lstat().st_mode
    is_lone = required_count(assignment) == 1 and meant_by(name, assignment)
    if not stat.S_ISDIR(mode) and (is_archive(name) or is_lone):
        origin, notes = file_source(folder, name, assignment)
        return _Find(stem(name), folder, name, origin, notes)
    if stat.S_ISDIR(mode) or stat.S_ISLNK(mode):
        # A link is not followed: reading it says why.
        return _Find(name, folder, name, FolderSource(folder, name))
    if name != ROSTER_FILE:
        _log.warning("%r is no submission and was passed over", name)
    return None


def _in_file(path: Path, assignment: Assignment, roster: Roster | None) -> list[_Find]:
    folder, file = path.parent, path.name
    if is_archive(file):
        members = class_members(path, assignment, roster)
        if members:
            return [_Find(name, folder, file, origin) for name, origin in members]
    origin, notes = file_source(folder, file, assignment)
    return [_Find(stem(file), folder, file, origin, notes)]
