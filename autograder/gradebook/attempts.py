"""Grades to attempts: which one a grade is of, and what the attempts of a submission come to."""

import logging
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, insert, select

from autograder.model import Counts, Grade, Override
from autograder.scoring import apply_overrides
from autograder.scoring.attempts import Attempt, HandIn, attempt_of, that_counts

from .history import in_force
from .rows import attempt_row, hand_in, text_of
from .tables import AttemptRow, GradeRow

_log = logging.getLogger(__name__)
HAND_IN = (AttemptRow.number, AttemptRow.digest, AttemptRow.submitted_at)
"""The columns of which `hand_in` makes a record."""


def rows_of(
    table: type[GradeRow | AttemptRow], assignment: str, submission_id: str | None
) -> list[ColumnElement[bool]]:
    """Return the conditions under which a row is of a submission, or of all."""
    wanted = [table.assignment == text_of(assignment)]
    if submission_id is not None:
        wanted.append(table.submission_id == text_of(submission_id))
    return wanted


def attempt_key(connection: Connection, grade: Grade, *, again: bool) -> int:
    """Return the attempt that `grade` is of, opened if it is a new one."""
    query = (
        select(AttemptRow.id, *HAND_IN)
        .where(*rows_of(AttemptRow, grade.assignment, grade.submission_id))
        .order_by(AttemptRow.number)
    )
    rows = connection.execute(query).mappings().all()
    number = attempt_of([hand_in(row) for row in rows], grade, again=again)
    if number is not None:
        return int(next(row["id"] for row in rows if row["number"] == number))
    row = attempt_row(grade, len(rows) + 1)
    opened = insert(AttemptRow).values(**row).returning(AttemptRow.id)
    return connection.execute(opened).scalar_one()


def told(
    group: Sequence[tuple[HandIn, Grade]], decisions: list[Override], counts: Counts
) -> tuple[Attempt, ...]:
    """Return a submission's attempts, of which each says why it counts or not."""
    grades = [decided(grade, decisions) for _, grade in group]
    chosen, why = that_counts(grades, counts)
    instead = f"attempt {group[chosen][0].number} of {len(group)} counts: {why}"
    grades[chosen] = _noted(warned(grades[chosen], decisions), instead if group[1:] else "")
    return tuple(
        Attempt(
            number=known.number,
            digest=known.digest,
            submitted_at=grade.submitted_at,
            grade=grade,
            counts=place == chosen,
            why=why if place == chosen else instead,
        )
        for place, ((known, _), grade) in enumerate(zip(group, grades, strict=True))
    )


def _noted(grade: Grade, note: str) -> Grade:
    """Return `grade` with what the student should know of it."""
    notes = dict.fromkeys([*grade.notes, note] if note else grade.notes)
    return grade.model_copy(update={"notes": tuple(notes)})


def decided(grade: Grade, decisions: Iterable[Override]) -> Grade:
    """Return `grade` with those of `decisions` that hold."""
    return apply_overrides(grade, in_force(grade, decisions))


def warned(grade: Grade, decisions: Iterable[Override]) -> Grade:
    """Return `grade`, which carries those of `decisions` that hold; log the others."""
    for decision in decisions:
        if decision not in grade.overrides:
            _log.warning(
                "override of %r by %r no longer matches the grade of %r; decide again",
                decision.target,
                decision.by,
                grade.submission_id,
            )
    return grade
