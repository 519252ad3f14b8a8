"""Where a course and its assignments lie on disk."""

import difflib
from pathlib import Path

from autograder.errors import SpecError

ASSIGNMENT_FILE = "assignment.toml"
_ASSIGNMENTS = "assignments"


def find_course(start: Path) -> Path:
    """Return the nearest folder at or above `start` that holds `assignments/`.

    Raises:
        SpecError: there is none.
    """
    origin = start.resolve()
    for folder in (origin, *origin.parents):
        if (folder / _ASSIGNMENTS).is_dir():
            return folder
    msg = (
        f"no course at {str(start)!r}: expected a folder 'assignments' here or in a folder above, "
        "found none; go to your course's folder or make a course with `autograder init`"
    )
    raise SpecError(msg)


def course_of(folder: Path) -> Path | None:
    """Return the course of an assignment's folder; None for a student's template."""
    return folder.parent.parent if folder.parent.name == _ASSIGNMENTS else None


def assignment_slugs(course: Path) -> tuple[str, ...]:
    """Return the names of all folders of `course` that hold an assignment.toml, sorted."""
    files = (course / _ASSIGNMENTS).glob(f"*/{ASSIGNMENT_FILE}")
    return tuple(sorted(file.parent.name for file in files))


def assignment_folder(course: Path, slug: str) -> Path:
    """Return the folder of the assignment `slug`.

    Raises:
        SpecError: the course has no such assignment; names the nearest one.
    """
    slugs = assignment_slugs(course)
    if slug in slugs:
        return course / _ASSIGNMENTS / slug
    near = difflib.get_close_matches(slug, slugs, n=1)
    advice = f"did you mean {near[0]!r}?" if near else f"make assignments/<slug>/{ASSIGNMENT_FILE}"
    msg = (
        f"no assignment is named {slug!r}: expected one of "
        f"{', '.join(slugs) or 'none, the course is empty'}; {advice}"
    )
    raise SpecError(msg)
