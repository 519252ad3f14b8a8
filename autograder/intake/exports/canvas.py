"""Canvas, "Download Submissions": files in one folder, all told by their names.

`lovelaceada_LATE_1234_56789_optim-1.py`: the student's name, LATE if it was late, the
number of the user, the number of the file (it grows with each upload), the file's title.
Without names it is `anon_Ab3dE` in place of name and number; what was typed into a form
ends in `_text.html` or `_link.html` and has no number of a file.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.intake.names import as_text, is_archive, printable
from autograder.intake.roster import ROSTER_FILE
from autograder.model import Assignment, Student

from .form import Found, HandIn
from .listed import listed_name, taken_as
from .place import Place, below

_NAME = re.compile(
    # Students choose titles: what stands first decides, so that no title changes whose it is.
    r"(?:(?P<late_>LATE_)?(?P<anon>anon_[A-Za-z0-9]{5})|(?P<name>\w+?)(?P<late>_LATE)?_(?P<user>\d+))"
    r"_(?:(?P<file>\d{1,18})_(?P<title>.+)|(?P<form>text|link)\.html)",
    re.DOTALL,
)


@dataclass(frozen=True)
class _Upload:
    raw: str
    who: tuple[str, str]
    """Number of the user, or what stands for it, and the name."""
    is_late: bool
    number: int
    title: str


class Canvas:
    """See `Form`."""

    name = "canvas"
    title = "a Canvas download"
    looks = "files called NAME_USER_FILE_TITLE, such as lovelaceada_1234_56789_work.py"

    def fits(self, place: Place, folder: str, assignment: Assignment) -> bool:
        """See `Form`. Names alone prove little: one ends in what is asked for, or all are such."""
        uploads = _uploads(place, folder)
        rest = set(place.children(folder)) - {upload.raw for upload in uploads} - {ROSTER_FILE}
        is_class = not rest and len({upload.who for upload in uploads}) > 1
        return is_class or any(
            is_archive(upload.title) or listed_name(upload.title, assignment) is not None
            for upload in uploads
        )

    def find(self, place: Place, folder: str, assignment: Assignment) -> Found:
        """See `Form`."""
        uploads = _uploads(place, folder)
        by_student: dict[tuple[str, str], list[_Upload]] = defaultdict(list)
        for upload in uploads:
            by_student[upload.who].append(upload)
        hand_ins = [_hand_in(place, folder, each, assignment) for each in by_student.values()]
        others = set(place.children(folder)) - {upload.raw for upload in uploads}
        return Found(tuple(hand_ins), frozenset(others))


def _uploads(place: Place, folder: str) -> list[_Upload]:
    names = [name for name, kind in place.children(folder).items() if kind != "folder"]
    return [upload for name in names if (upload := _upload(name))]


def _upload(raw: str) -> _Upload | None:
    match = _NAME.fullmatch(raw)
    if match is None:
        return None
    part = match.groupdict()
    return _Upload(
        raw=raw,
        who=(part["user"] or part["anon"], part["name"] or ""),
        is_late=bool(part["late"] or part["late_"]),
        number=int(part["file"] or 0),
        title=part["title"] or f"{part['form']}.html",
    )


def _hand_in(place: Place, folder: str, uploads: list[_Upload], assignment: Assignment) -> HandIn:
    ordered = sorted(uploads, key=lambda one: one.number)
    names, notes = _restored(ordered, assignment)
    number, name = ordered[0].who
    return HandIn(
        Student(id=number, name=as_text(name)),
        place.source(below(folder, ordered[0].raw)),
        place.files(folder, names),
        tuple(notes),
        # What counts is when the newest file came.
        late=ordered[-1].is_late,
        is_course_id=False,
    )


def _restored(
    uploads: Iterable[_Upload], assignment: Assignment
) -> tuple[dict[str, str], list[str]]:
    """Return the names to read the files by, oldest first, and notes for the student."""
    chosen: dict[str, _Upload] = {}
    names, notes = dict[str, str](), list[str]()
    for upload in uploads:
        wanted = listed_name(upload.title, assignment) or upload.title
        earlier = chosen.get(wanted)
        if earlier and earlier.number < upload.number:
            del names[earlier.raw]
            shown, other = printable(upload.title), printable(earlier.title)
            notes.append(f"{shown} counts as {wanted!r}: it is newer than {other}")
        chosen[wanted] = upload
        names[upload.raw] = wanted
    taken, more = taken_as(names, assignment)
    return taken, notes + more
