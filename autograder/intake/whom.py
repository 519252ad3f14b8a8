"""Whom a name in a course's table means: a submission or a student, spelt so or nearly so."""

from collections.abc import Callable, Iterable, Sequence

from .candidate import Candidate
from .names import clean_id

Way = Callable[[Candidate], str]
"""Tells a name by which a candidate is known."""


def whom_each_means(
    names: Iterable[str], candidates: Sequence[Candidate], ways: Sequence[Way]
) -> dict[str, list[Candidate]]:
    """Return whom each name means, by the first of the `ways` in which it means anybody."""
    indices = [(_index(candidates, way), loose if way is loosely else str) for way in ways]
    return {
        name: next((index[key(name)] for index, key in indices if key(name) in index), [])
        for name in names
    }


def by_id(one: Candidate) -> str:
    """Know it by its own id."""
    return one.id


def by_student(one: Candidate) -> str:
    """Know it by its student's id."""
    return one.student_id


def by_source(one: Candidate) -> str:
    """Know it by the name of what was handed in."""
    return one.file


def loosely(one: Candidate) -> str:
    """Know it by its student's id, however that is spelt."""
    return loose(one.student_id)


def loose(name: str) -> str:
    """Return `name` without what people spell in several ways."""
    return clean_id(name).casefold()


def _index(candidates: Sequence[Candidate], way: Way) -> dict[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = {}
    for one in candidates:
        found.setdefault(way(one), []).append(one)
    return found
