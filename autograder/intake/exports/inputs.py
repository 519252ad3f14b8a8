"""Which form an input has: one that fits, the one that was named, or the plain reading."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import SpecError, SubmissionError
from autograder.intake.archives import open_class_archive
from autograder.intake.bounds import RefusedError
from autograder.intake.candidate import Candidate, meant_by
from autograder.intake.discovery import discover
from autograder.intake.names import clean_id, is_archive, printable, stem, unique_ids
from autograder.intake.roster import ROSTER_FILE, Roster, find_roster
from autograder.intake.wanted import required_count, wanted_names
from autograder.model import Assignment, Counts, Student

from .canvas import Canvas
from .form import Form, Found, HandIn
from .gradescope import Gradescope
from .moodle import Moodle
from .nbgrader import Nbgrader
from .place import DiskPlace, Place, archive_place, below
from .repositories import Repositories

_log = logging.getLogger(__name__)

PLAIN = "plain"
FORMS: tuple[Form, ...] = (Gradescope(), Canvas(), Moodle(), Nbgrader(), Repositories())
FORM_NAMES = (PLAIN, *(form.name for form in FORMS))
_WRAPPERS = 3
_SHOWN = 3


@dataclass(frozen=True)
class Inputs:
    """The hand-ins at a path, and how they were read."""

    candidates: tuple[Candidate, ...]
    summary: str
    """One line: `read as a Canvas download: 31 students, 3 late`."""


def read_inputs(
    path: Path, assignment: Assignment, roster: Roster | None = None, form: str | None = None
) -> Inputs:
    """Return the hand-ins at `path`, read by the form that fits, or by the one called `form`.

    What fits no form is read as `discover` reads it. Nothing is unpacked to disk.

    Raises:
        SubmissionError: nothing is there, it does not look like `form`, or it could be
            read in two ways.
        SpecError: there is no such form, or the roster cannot be read.
    """
    if form not in (None, *FORM_NAMES):
        msg = f"no input format {form!r}; there are {', '.join(FORM_NAMES)}"
        raise SpecError(msg)
    roster = roster or find_roster(path)
    exported = None if form == PLAIN else _exported(path.resolve(), assignment, roster, form)
    if exported is not None:
        return exported
    candidates = tuple(discover(path, assignment, roster))
    return Inputs(candidates, f"read as plain submissions: {_counts(candidates)}")


def _exported(
    path: Path, assignment: Assignment, roster: Roster | None, form: str | None
) -> Inputs | None:
    """Return what an export at `path` holds; None if it may be read as no export."""
    forms = [one for one in FORMS if form in (None, one.name)]
    place = _place(path, roster)
    levels = _levels(place, assignment, roster) if place else ()
    found = place and _recognised(place, levels, forms, assignment, is_named=form is not None)
    if found:
        return _told(*found, assignment, roster)
    if form is not None and path.exists():
        msg = f"{str(path)!r} does not look like {forms[0].title}: expected {forms[0].looks}"
        raise SubmissionError(msg)
    return None


def _place(path: Path, roster: Roster | None) -> Place | None:
    """Return `path` as a place to look at; None if it is none, or one student's alone."""
    if path.is_dir():
        return DiskPlace(path)
    if not path.is_file() or not is_archive(path.name):
        return None
    if roster and roster.student_of(stem(path.name)):
        return None
    try:
        return archive_place(path, open_class_archive(path))
    except RefusedError:
        return None  # read as a hand-in, it says what is wrong with it


def _recognised(
    place: Place,
    levels: Iterable[str],
    forms: Sequence[Form],
    assignment: Assignment,
    *,
    is_named: bool,
) -> tuple[Form, Found] | None:
    """Return the one form that fits, at the top or in the folders that wrap everything."""
    try:
        for folder in levels:
            fitting = [form for form in forms if form.fits(place, folder, assignment)]
            if len(fitting) > 1:
                raise _two_ways(place, *(form.title for form in fitting[:2]))
            if fitting:
                found = fitting[0].find(place, folder, assignment)
                _check_others(place, folder, fitting[0], found, assignment, is_named=is_named)
                return fitting[0], found
    except RefusedError as error:
        msg = f"{str(place.path)!r} cannot be read: {error}"
        raise SubmissionError(msg) from error
    return None


def _levels(place: Place, assignment: Assignment, roster: Roster | None) -> Iterator[str]:
    """Yield the top, and each folder that wraps all the rest and is no student's own."""
    folder = ""
    for _ in range(_WRAPPERS + 1):
        yield folder
        children = place.children(folder)
        if list(children.values()) != ["folder"] or any(
            name in children for name in wanted_names(assignment)
        ):
            return
        (inner,) = children
        if roster and roster.student_of(inner):
            return
        folder = below(folder, inner)


def _check_others(
    place: Place, folder: str, form: Form, found: Found, assignment: Assignment, *, is_named: bool
) -> None:
    """What the form does not explain is passed over, unless it may be someone's work."""
    kinds = place.children(folder)
    is_read = isinstance(place, DiskPlace) and not folder
    others = sorted(found.others - ({ROSTER_FILE} if is_read else set()))
    work = [name for name in others if kinds[name] != "file" or _may_be_work(name, assignment)]
    if work and not is_named:
        raise _two_ways(place, form.title, f"a plain class, with {_listed(work)}")
    for name in others:
        _log.warning("%s is no part of %s and was passed over", printable(name), form.title)


def _may_be_work(name: str, assignment: Assignment) -> bool:
    if is_archive(name) or name in wanted_names(assignment):
        return True
    return required_count(assignment) == 1 and meant_by(name, assignment) is not None


def _two_ways(place: Place, first: str, second: str) -> SubmissionError:
    msg = (
        f"{str(place.path)!r} could be {first} or {second}; move one away, or say which with "
        f"--input-format ({', '.join(FORM_NAMES)})"
    )
    return SubmissionError(msg)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(printable(name) for name in names[:_SHOWN]) + more


def _told(form: Form, found: Found, assignment: Assignment, roster: Roster | None) -> Inputs:
    candidates = _candidates(found.hand_ins, assignment, roster)
    remark = f", {found.remark}" if found.remark else ""
    return Inputs(candidates, f"read as {form.title}: {_counts(candidates)}{remark}")


def _counts(candidates: Sequence[Candidate]) -> str:
    students = len({one.student_id for one in candidates})
    late = sum(bool(one.late) for one in candidates)
    words = f"{students} student{'' if students == 1 else 's'}"
    return f"{words}, {late} late" if late else words


def _candidates(
    hand_ins: Iterable[HandIn], assignment: Assignment, roster: Roster | None
) -> tuple[Candidate, ...]:
    known = [(_student(one, roster), one) for one in hand_ins]
    due = _due(known, assignment.attempts.counts)
    ordered = sorted(due, key=lambda pair: (pair[0].id, str(pair[1].source)))
    ids = unique_ids(clean_id(student.id) for student, _ in ordered)
    folders = {one.source.parent: one.source.parent for _, one in ordered}
    return tuple(
        Candidate(
            id=name,
            student_id=student.id,
            student_name=student.name,
            student_email=student.email,
            folder=folders[one.source.parent],
            file=one.source.name,
            assignment=assignment,
            origin=one.origin,
            notes=one.notes,
            submitted_at=one.submitted_at,
            late=one.late,
        )
        for name, (student, one) in zip(ids, ordered, strict=True)
    )


def _student(hand_in: HandIn, roster: Roster | None) -> Student:
    told = hand_in.student
    known = roster.known(told, is_course_id=hand_in.is_course_id) if roster else None
    if known is None:
        # A number that is another student's id on the roster must not earn them these points.
        is_taken = roster is not None and roster.student_of(told.id) is not None
        name = f"{told.name} {told.id}" if is_taken else told.id
        return told.model_copy(update={"id": name})
    return known.model_copy(
        update={"name": known.name or told.name, "email": known.email or told.email}
    )


def _due(pairs: list[tuple[Student, HandIn]], counts: Counts) -> list[tuple[Student, HandIn]]:
    """Keep the hand-ins that may count; where it takes their grades to tell, all stay."""
    same: dict[str, list[tuple[Student, HandIn]]] = {}
    for student, hand_in in pairs:
        same.setdefault(student.id, []).append((student, hand_in))
    groups = same.values()
    if counts == "last":
        return [pair for group in groups for pair in _newest_of(group)]
    return [pair for group in groups for pair in _all_of(group, counts)]


def _all_of(same: list[tuple[Student, HandIn]], counts: Counts) -> list[tuple[Student, HandIn]]:
    if len(same) == 1:
        return same
    note = f"one of {len(same)} hand-ins, of which one counts: the {counts.replace('-', ' ')}"
    return [(one, replace(hand_in, notes=(*hand_in.notes, note))) for one, hand_in in same]


def _newest_of(same: list[tuple[Student, HandIn]]) -> list[tuple[Student, HandIn]]:
    """Return the newest, if their times tell it; else all stay apart."""
    times = [hand_in.submitted_at for _, hand_in in same]
    known = [time for time in times if time]
    if len(same) == 1 or len(set(known)) < len(same):
        return same
    student, hand_in = same[times.index(max(known))]
    note = f"the newest of {len(same)} hand-ins counts"
    return [(student, replace(hand_in, notes=(*hand_in.notes, note)))]
