"""Moodle, "Download all submissions": a folder for each student and kind of submission.

`Ada Lovelace_312456_assignsubmission_file`: full name and the number of the participant,
which stands in no class list but Moodle's own. Older versions end in one more underscore;
what was typed into a form lies in `..._assignsubmission_onlinetext`.
"""

import re
from collections import defaultdict

from autograder.intake.names import as_text
from autograder.model import Assignment, Student

from .form import Found, HandIn
from .place import Place, below

_NAME = re.compile(
    r"(?P<name>.+)_(?P<number>\d{1,18})_assignsubmission_(?P<kind>[a-z]+)_?", re.DOTALL
)
_FILE = "file"


class Moodle:
    """See `Form`."""

    name = "moodle"
    title = "a Moodle download"
    looks = "folders called NAME_NUMBER_assignsubmission_file"

    def fits(self, place: Place, folder: str, assignment: Assignment) -> bool:  # noqa: ARG002 - by name
        """See `Form`."""
        return any(match["kind"] == _FILE for match in _matches(place, folder))

    def find(self, place: Place, folder: str, assignment: Assignment) -> Found:  # noqa: ARG002 - by name
        """See `Form`."""
        matches = _matches(place, folder)
        by_student: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for match in matches:
            by_student[match["number"], match["name"]].setdefault(match["kind"], match.string)
        hand_ins = [
            _hand_in(place, folder, number, name, kinds)
            for (number, name), kinds in by_student.items()
        ]
        used = {kind for kinds in by_student.values() for kind in kinds.values()}
        return Found(tuple(hand_ins), frozenset(set(place.children(folder)) - used))


def _matches(place: Place, folder: str) -> list[re.Match[str]]:
    items = place.children(folder).items()
    # A link is matched too: reading it says why it is not followed.
    return [m for name, kind in items if kind != "file" and (m := _NAME.fullmatch(name))]


def _hand_in(place: Place, folder: str, number: str, name: str, kinds: dict[str, str]) -> HandIn:
    chosen = below(folder, kinds.get(_FILE) or min(kinds.values()))
    unread = sorted(set(kinds) - {_FILE})
    note = f"only files were read, not the submission's {', '.join(unread)}"
    return HandIn(
        Student(id=number, name=as_text(name)),
        place.source(chosen),
        place.part(chosen),
        (note,) if unread else (),
        is_course_id=False,
    )
