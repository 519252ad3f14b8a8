"""Gradescope, "Export Submissions": a folder for each submission, and who it is from in YAML."""

from autograder.errors import SubmissionError
from autograder.intake.bounds import MEGABYTE, LeftOutError, RefusedError
from autograder.intake.names import clean_id
from autograder.intake.source import AbsentSource, Source
from autograder.model import Assignment, Student

from .form import Found, HandIn
from .metadata import METADATA, Entry, read_metadata
from .place import Place, below

_MOST = 32 * MEGABYTE
_PREFIX = "submission_"


class Gradescope:
    """See `Form`."""

    name = "gradescope"
    title = "a Gradescope export"
    looks = f"{METADATA} beside folders called {_PREFIX}NUMBER"

    def fits(self, place: Place, folder: str, assignment: Assignment) -> bool:  # noqa: ARG002 - by its list
        """See `Form`."""
        return METADATA in place.children(folder)

    def find(self, place: Place, folder: str, assignment: Assignment) -> Found:  # noqa: ARG002 - by its list
        """See `Form`. A group's work is one hand-in for each of the group."""
        children = place.children(folder)
        entries = read_metadata(_text(place, below(folder, METADATA)))
        hand_ins = [hand_in for entry in entries for hand_in in _hand_ins(place, folder, entry)]
        known = {entry.key for entry in entries if entry.students}
        unnamed = [
            name
            for name, kind in children.items()
            if kind == "folder" and name.startswith(_PREFIX) and name not in known
        ]
        hand_ins += [_of_nobody(place, below(folder, name), name) for name in unnamed]
        groups = len(hand_ins) - len(known) - len(unnamed)
        remark = "work of groups, once for each member" if groups else ""
        others = set(children) - known - set(unnamed) - {METADATA}
        return Found(tuple(hand_ins), frozenset(others), remark)


def _text(place: Place, name: str) -> str:
    try:
        return place.read(name, _MOST).decode("utf-8")
    except (RefusedError, LeftOutError) as error:
        msg = f"{METADATA} cannot be read: {error}; export the submissions again"
        raise SubmissionError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{METADATA} is not UTF-8; export the submissions again"
        raise SubmissionError(msg) from error


def _hand_ins(place: Place, folder: str, entry: Entry) -> list[HandIn]:
    students = entry.students
    note = f"handed in once for {len(students)} students together"
    return [
        HandIn(
            student,
            place.source(below(folder, entry.key)),
            _origin(place, folder, entry.key),
            (note,) if len(students) > 1 else (),
            submitted_at=entry.submitted_at,
        )
        for student in students
    ]


def _origin(place: Place, folder: str, key: str) -> Source:
    if key in place.children(folder):
        return place.part(below(folder, key))
    return AbsentSource(f"the export names {key!r} and holds no such folder; export it again")


def _of_nobody(place: Place, folder: str, name: str) -> HandIn:
    note = f"{METADATA} does not say whose work this is"
    return HandIn(Student(id=clean_id(name)), place.source(folder), place.part(folder), (note,))
