"""nbgrader's `submitted/<student>/<assignment>/`, with the time in `timestamp.txt`.

The student's own machine wrote that time: it is what they say, not what a server saw.
"""

from datetime import datetime

from autograder.errors import SubmissionError
from autograder.intake.bounds import LeftOutError, RefusedError
from autograder.intake.names import as_text, stem
from autograder.model import Assignment, Student

from .form import Found, HandIn
from .place import Place, below
from .times import moment

_TREE = "submitted"
_TIME = "timestamp.txt"
_MOST = 1_000


class Nbgrader:
    """See `Form`."""

    name = "nbgrader"
    title = "nbgrader's submitted tree"
    looks = f"{_TREE}/STUDENT/ASSIGNMENT/, or the folder {_TREE} itself"

    def fits(self, place: Place, folder: str, assignment: Assignment) -> bool:  # noqa: ARG002 - by folders
        """See `Form`."""
        tree = _tree(place, folder)
        return tree is not None and any(_assignments(place, tree).values())

    def find(self, place: Place, folder: str, assignment: Assignment) -> Found:
        """See `Form`."""
        tree = _tree(place, folder)
        if tree is None:
            return Found(())
        handed_in = _assignments(place, tree)
        chosen = _chosen({name for names in handed_in.values() for name in names}, assignment)
        hand_ins = [
            _hand_in(place, student, below(below(tree, student), chosen))
            for student, names in handed_in.items()
            if chosen in names
        ]
        # Beside `submitted` lie the other steps of nbgrader; within it, students alone.
        others = (
            {name for name, names in handed_in.items() if not names} if tree == folder else set()
        )
        remark = "" if chosen == assignment.slug else f"its assignment {chosen!r}"
        return Found(tuple(hand_ins), frozenset(others), remark)


def _tree(place: Place, folder: str) -> str | None:
    if place.children(folder).get(_TREE) == "folder":
        return below(folder, _TREE)
    own_name = folder.rpartition("/")[2] if folder else stem(place.path.name)
    return folder if own_name == _TREE else None


def _assignments(place: Place, tree: str) -> dict[str, set[str]]:
    """Return for each entry of the tree the folders in it."""
    return {
        student: {
            name for name, kind in place.children(below(tree, student)).items() if kind == "folder"
        }
        if kind == "folder"
        else set()
        for student, kind in place.children(tree).items()
    }


def _chosen(names: set[str], assignment: Assignment) -> str:
    if assignment.slug in names:
        return assignment.slug
    if len(names) == 1:
        return names.pop()
    listed = ", ".join(map(repr, sorted(names)[:5]))
    msg = (
        f"expected an assignment {assignment.slug!r} in nbgrader's submitted tree, found {listed}; "
        "leave only the one to grade, or call its folders so"
    )
    raise SubmissionError(msg)


def _hand_in(place: Place, student: str, folder: str) -> HandIn:
    return HandIn(
        Student(id=as_text(student)),
        place.source(folder),
        place.part(folder),
        submitted_at=_time(place, folder),
    )


def _time(place: Place, folder: str) -> datetime | None:
    if place.children(folder).get(_TIME) != "file":
        return None
    try:
        return moment(place.read(below(folder, _TIME), _MOST).decode("utf-8", "replace"))
    except (RefusedError, LeftOutError):
        return None
