"""Moodle, "Download all submissions": a folder for each student and kind of submission.

`Ada Lovelace_312456_assignsubmission_file`: full name and the number of the participant,
which stands in no class list but Moodle's own. Older versions end in one more underscore;
what was typed into a form lies in `..._assignsubmission_onlinetext`. Downloaded without
folders, each file's name begins so: `Ada Lovelace_312456_assignsubmission_file_work.py`.
"""

import re
from collections import defaultdict

from autograder.intake.names import as_text
from autograder.intake.source import Source
from autograder.model import Assignment, Student

from .form import Found, HandIn
from .listed import listed_name, taken_as
from .place import Place, below

# Students choose titles: what stands first decides, so that no title changes whose it is.
_FOLDER = re.compile(
    r"(?P<name>.+?)_(?P<number>\d{1,18})_assignsubmission_(?P<kind>[a-z]+)_?", re.DOTALL
)
_TITLED = re.compile(rf"{_FOLDER.pattern.removesuffix('_?')}_(?P<title>.+)", re.DOTALL)
_FILE = "file"


class Moodle:
    """See `Form`."""

    name = "moodle"
    title = "a Moodle download"
    looks = "folders called NAME_NUMBER_assignsubmission_file, or files whose names begin so"

    def fits(self, place: Place, folder: str, assignment: Assignment) -> bool:  # noqa: ARG002 - by name
        """See `Form`."""
        return any(match["kind"] == _FILE for match in _matches(place, folder))

    def find(self, place: Place, folder: str, assignment: Assignment) -> Found:
        """See `Form`."""
        by_student: dict[tuple[str, str], list[re.Match[str]]] = defaultdict(list)
        for match in _matches(place, folder):
            by_student[match["number"], match["name"]].append(match)
        hand_ins = [_hand_in(place, folder, each, assignment) for each in by_student.values()]
        used = {match.string for each in by_student.values() for match in each}
        return Found(tuple(hand_ins), frozenset(set(place.children(folder)) - used))


def _matches(place: Place, folder: str) -> list[re.Match[str]]:
    # A link is matched too: reading it says why it is not followed.
    found = [
        (_TITLED if kind == "file" else _FOLDER).fullmatch(name)
        for name, kind in place.children(folder).items()
    ]
    return [match for match in found if match]


def _hand_in(
    place: Place, folder: str, matches: list[re.Match[str]], assignment: Assignment
) -> HandIn:
    chosen = [match for match in matches if match["kind"] == _FILE] or matches[:1]
    unread = sorted({match["kind"] for match in matches} - {_FILE})
    notes = [f"only files were read, not the submission's {', '.join(unread)}"] if unread else []
    origin, more = _origin(place, folder, chosen, assignment)
    return HandIn(
        Student(id=chosen[0]["number"], name=as_text(chosen[0]["name"])),
        place.source(below(folder, chosen[0].string)),
        origin,
        (*notes, *more),
        is_course_id=False,
    )


def _origin(
    place: Place, folder: str, matches: list[re.Match[str]], assignment: Assignment
) -> tuple[Source, list[str]]:
    titles = {
        match.string: listed_name(match["title"], assignment) or match["title"]
        for match in matches
        if match.re is _TITLED
    }
    if not titles:
        return place.part(below(folder, matches[0].string)), []
    names, notes = taken_as(titles, assignment)
    return place.files(folder, names), notes
