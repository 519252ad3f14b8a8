"""What became of one submission: each grade and each decision, and what it changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from heapq import merge

from autograder.model import Grade, Override, Record
from autograder.scoring import apply_overrides, still_holds

Value = float | str | None
_Row = tuple[datetime, Grade | Override]


class Change(Record):
    """One value before and after; None where there was, or is, none."""

    what: str
    """`points`, `lateness` (percent), `status`, `submission`, `suite`, `rubric`, `task:<id>` or
    `question:<id>`."""
    before: Value
    after: Value


class Event(Record):
    """One row of the gradebook, and what it changed in the result."""

    at: datetime
    """When a person decided, or when grading began."""
    override: Override | None = None
    """The decision; None for a grade."""
    holds: bool = True
    """False: a decision that does not fit the grade of its time; it changes nothing."""
    changes: tuple[Change, ...]


def timeline(grades: Sequence[Grade], overrides: Sequence[Override]) -> tuple[Event, ...]:
    """Return an event for each of a submission's stored `grades` and `overrides`, in order.

    Args:
        grades: as they were stored, oldest first.
        overrides: all decisions, oldest first.
    """
    return tuple(_events(grades, overrides))


def in_force(grade: Grade, overrides: Iterable[Override]) -> tuple[Override, ...]:
    """Return those of `overrides` that `grade` does not carry yet and that fit it."""
    # A grade read from the gradebook and appended again carries its decisions already.
    fresh = [override for override in overrides if override not in grade.overrides]
    return tuple(override for override in fresh if still_holds(override, grade))


def differences(before: Grade | None, after: Grade) -> tuple[Change, ...]:
    """Return what of the result is another in `after` than in `before`, if there was one."""
    old, new = _values(before) if before else {}, _values(after)
    names = dict.fromkeys([*new, *old])
    changes = (Change(what=name, before=old.get(name), after=new.get(name)) for name in names)
    return tuple(change for change in changes if change.before != change.after)


def _events(grades: Sequence[Grade], overrides: Sequence[Override]) -> Iterator[Event]:
    if not grades:
        return
    newest, result = grades[0], None
    known: list[Override] = []
    for at, row in _in_order(grades, overrides):
        if isinstance(row, Override):
            known.append(row)
        else:
            newest = row
        now = apply_overrides(newest, in_force(newest, known))
        override = row if isinstance(row, Override) else None
        yield Event(
            at=at,
            override=override,
            holds=override is None or override in now.overrides,
            changes=differences(result, now),
        )
        result = now


def _in_order(grades: Sequence[Grade], overrides: Sequence[Override]) -> Iterator[_Row]:
    """Yield all rows by time, each kind in its own order; whatever the clocks say, a grade first.

    A grade that is stored again, such as for a new name of its student, bears the time of
    the one before it.
    """
    given: list[_Row] = [(grade.manifest.started_at, grade) for grade in grades]
    decided: list[_Row] = [(override.at, override) for override in overrides]
    yield given[0]
    yield from merge(given[1:], decided, key=lambda row: row[0])


def _values(grade: Grade) -> dict[str, Value]:
    manifest = grade.manifest
    return {
        "points": grade.points,
        **{f"task:{task.id}": task.points for task in grade.tasks},
        **{f"question:{one.question_id}": one.points for one in grade.rubric if one.counts},
        "lateness": (grade.lateness.percent or None) if grade.lateness else None,
        "status": grade.status,
        "submission": manifest.submission_digest,
        "suite": manifest.suite_hash,
        "rubric": manifest.rubric_hash or None,
    }
