"""The gradebook itself: append, decide, read back."""

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, func, insert, select

from autograder.errors import SpecError
from autograder.model import Counts, Grade, Override
from autograder.scoring import apply_overrides
from autograder.scoring.attempts import Attempt, attempt_of, one_of_each_student, that_counts

from .engines import open_engine
from .history import in_force
from .places import parse_place, place
from .problems import GradebookError, clear_errors
from .rows import (
    attempt_row,
    decisions_on,
    grade_row,
    hand_in,
    manifest_row,
    override_row,
    storable,
    text_of,
)
from .schema import lock_for_writing, prepare
from .tables import AttemptRow, GradeRow, ManifestRow, OverrideRow, RuleRow

_log = logging.getLogger(__name__)
_HAND_IN = (AttemptRow.number, AttemptRow.digest, AttemptRow.submitted_at)


class Gradebook:
    """The grades of a course. A context manager; one per process, any number of processes.

    `where` is the path of an SQLite file, made if absent, or an SQLAlchemy URL.
    Another writer is waited for up to `busy_seconds`. In SQLite and PostgreSQL,
    triggers refuse every change and removal of a row, by whatever program; with
    another engine, grant the grader no more than SELECT and INSERT.

    Raises:
        SpecError: `where` cannot be read as an URL, or names a database that nobody knows.
        GradebookError: its driver is not installed.
    """

    def __init__(self, where: Path | str, *, busy_seconds: float = 30) -> None:
        self._url = parse_place(where)
        self._busy_seconds = busy_seconds
        self._engine = open_engine(self._url, busy_seconds)

    def __enter__(self) -> Self:
        """Open the gradebook, and bring it up to date. Raises GradebookError."""
        try:
            with clear_errors(self._url):
                prepare(self._engine, self._busy_seconds)
        except BaseException:
            self._engine.dispose()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._engine.dispose()

    def append(self, grade: Grade, *, again: bool = False) -> None:
        """Store `grade` as the newest of its attempt. Raises GradebookError.

        An attempt is told by the digest and the time of what was handed in: other ones
        make another attempt, the same ones stand in the place of the grade before. Where
        no time is known, files that were handed in before the last ones are another
        attempt too, unless `again` says that it is a regrade of theirs.
        """
        with self._writing() as connection:
            attempt_id = _attempt_id(connection, grade, again=again)
            stored = insert(GradeRow).values(**grade_row(grade, attempt_id)).returning(GradeRow.id)
            grade_id = connection.execute(stored).scalar_one()
            connection.execute(insert(ManifestRow).values(**manifest_row(grade, grade_id)))

    def set_rule(self, assignment: str, counts: Counts) -> None:
        """Say which attempt at `assignment` counts from now on. Raises GradebookError."""
        if self.rule(assignment) == counts:
            return
        at = datetime.now(UTC).isoformat()
        row = storable({"assignment": assignment, "counts": counts, "at": at})
        with self._writing() as connection:
            connection.execute(insert(RuleRow).values(**row))

    def rule(self, assignment: str) -> Counts:
        """Return which attempt at `assignment` counts; the last, if nobody said."""
        query = (
            select(RuleRow.counts)
            .where(RuleRow.assignment == text_of(assignment))
            .order_by(RuleRow.id.desc())
            .limit(1)
        )
        with self._reading() as connection:
            found: Counts | None = connection.execute(query).scalar()  # type: ignore[assignment]  # as `set_rule` wrote it
        return found or "last"

    def override(self, assignment: str, submission_id: str, override: Override) -> None:
        """Store a person's decision on the grade of a submission that counts.

        Raises:
            SpecError: there is no such submission, or its grade has no such target.
            GradebookError: the database cannot be read or written.
        """
        self.override_all(assignment, [(submission_id, override)])

    def override_all(self, assignment: str, decisions: Iterable[tuple[str, Override]]) -> None:
        """Store decisions, each with the submission that it is on: all of them or none.

        Raises:
            SpecError: there is no such submission, or its grade has no such target.
            GradebookError: the database cannot be read or written.
        """
        rows = [self._decision(assignment, *decision) for decision in decisions]
        if rows:
            with self._writing() as connection:
                connection.execute(insert(OverrideRow), rows)

    def _decision(self, assignment: str, submission_id: str, override: Override) -> dict[str, Any]:
        grade = self.in_force(assignment, submission_id)
        if grade is None:
            msg = f"no grade of submission {submission_id!r} of {assignment!r} to override"
            raise SpecError(msg)
        apply_overrides(grade.model_copy(update={"overrides": ()}), [override])
        return override_row(assignment, submission_id, override)

    def assignments(self) -> list[str]:
        """Return the assignments of which there are grades, sorted."""
        with self._reading() as connection:
            return sorted(connection.scalars(select(GradeRow.assignment).distinct()))

    def latest(self, assignment: str) -> list[Grade]:
        """Return the grade that counts of each student with its overrides, by submission id.

        Of a student with several submissions it is the one that the rule of the
        assignment says; all of them, where the rule asks for times that are not known.
        An override whose target a regrade has removed, or whose answer is another one by
        now, is left out and logged.
        """
        return one_of_each_student(self.of_submissions(assignment), self.rule(assignment))

    def of_submissions(self, assignment: str) -> list[Grade]:
        """Return the grade that counts of each submission, as `latest` does of each student."""
        known = self._attempts(assignment)
        return [
            next(one.grade for one in attempts if one.counts)
            for _, attempts in sorted(known.items())
        ]

    def in_force(self, assignment: str, submission_id: str) -> Grade | None:
        """Return the grade of a submission that counts, with its overrides; None without one."""
        attempts = self.attempts(assignment, submission_id)
        return next((one.grade for one in attempts if one.counts), None)

    def attempts(self, assignment: str, submission_id: str) -> tuple[Attempt, ...]:
        """Return every attempt of a submission in order; one counts, and each says why."""
        found = self._attempts(assignment, submission_id)
        return next(iter(found.values()), ())

    def _attempts(
        self, assignment: str, submission_id: str | None = None
    ) -> dict[str, tuple[Attempt, ...]]:
        of_these = _of(GradeRow, assignment, submission_id)
        newest = select(func.max(GradeRow.id)).where(*of_these).group_by(GradeRow.attempt_id)
        query = (
            select(GradeRow.id, GradeRow.submission_id, GradeRow.payload, *_HAND_IN)
            .join(AttemptRow, AttemptRow.id == GradeRow.attempt_id)
            .where(GradeRow.id.in_(newest))
            .order_by(AttemptRow.number)
        )
        groups: dict[str, list[tuple[Any, Grade]]] = {}
        with self._reading() as connection:
            for row in connection.execute(query).mappings():
                grade = self._read(row["id"], row["payload"])
                groups.setdefault(row["submission_id"], []).append((hand_in(row), grade))
            decisions = decisions_on(connection, assignment, submission_id)
        counts = self.rule(assignment)
        return {
            name: _told(group, decisions.get(name, []), counts) for name, group in groups.items()
        }

    def history(self, assignment: str, submission_id: str) -> list[Grade]:
        """Return every grade of a submission as it was stored, oldest first, not overridden."""
        return self._stored(assignment, submission_id)

    def overrides(self, assignment: str, submission_id: str) -> list[Override]:
        """Return every decision on a submission, oldest first."""
        with self._reading() as connection:
            found = decisions_on(connection, assignment, submission_id)
        return found.get(text_of(submission_id), [])

    def newest(self, assignment: str, submission_id: str) -> Grade | None:
        """Return the newest grade of a submission as it was stored, whether it counts or not."""
        rows = self._stored(assignment, submission_id, newest_first=1)
        return rows[0] if rows else None

    def decided(self, grade: Grade) -> Grade:
        """Return `grade` with all decisions on its submission that still hold."""
        decisions = self.overrides(grade.assignment, grade.submission_id)
        return _warned(_decided(grade, decisions), decisions)

    def _stored(
        self, assignment: str, submission_id: str, *, newest_first: int | None = None
    ) -> list[Grade]:
        order = GradeRow.id.desc() if newest_first else GradeRow.id
        query = (
            select(GradeRow.id, GradeRow.payload)
            .where(*_of(GradeRow, assignment, submission_id))
            .order_by(order)
            .limit(newest_first)
        )
        with self._reading() as connection:
            return [self._read(row.id, row.payload) for row in connection.execute(query)]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with clear_errors(self._url), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Yield a transaction that no other writer's overlaps, whole or not at all."""
        with clear_errors(self._url), self._engine.connect() as connection:
            lock_for_writing(connection, self._busy_seconds)
            yield connection
            connection.commit()

    def _read(self, row_id: int, payload: str) -> Grade:
        try:
            return Grade.model_validate(json.loads(payload))
        except ValueError as error:
            msg = (
                f"gradebook {place(self._url)!r}: row {row_id} of table 'grades' is no grade "
                f"that this version can read ({type(error).__name__}); restore a copy of the "
                "file, or grade the submission again into a new one"
            )
            raise GradebookError(msg) from error


def _of(
    table: type[GradeRow | AttemptRow], assignment: str, submission_id: str | None
) -> list[ColumnElement[bool]]:
    wanted = [table.assignment == text_of(assignment)]
    if submission_id is not None:
        wanted.append(table.submission_id == text_of(submission_id))
    return wanted


def _attempt_id(connection: Connection, grade: Grade, *, again: bool) -> int:
    """Return the attempt that `grade` is of, opened if it is a new one."""
    query = (
        select(AttemptRow.id, *_HAND_IN)
        .where(*_of(AttemptRow, grade.assignment, grade.submission_id))
        .order_by(AttemptRow.number)
    )
    rows = connection.execute(query).mappings().all()
    number = attempt_of([hand_in(row) for row in rows], grade, again=again)
    if number is not None:
        return int(next(row["id"] for row in rows if row["number"] == number))
    row = attempt_row(grade, len(rows) + 1)
    opened = insert(AttemptRow).values(**row).returning(AttemptRow.id)
    return connection.execute(opened).scalar_one()


def _told(
    group: Sequence[tuple[Any, Grade]], decisions: list[Override], counts: Counts
) -> tuple[Attempt, ...]:
    grades = [_decided(grade, decisions) for _, grade in group]
    chosen, why = that_counts(grades, counts)
    instead = f"attempt {group[chosen][0].number} of {len(group)} counts: {why}"
    grades[chosen] = _noted(_warned(grades[chosen], decisions), instead if group[1:] else "")
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


def _decided(grade: Grade, decisions: Iterable[Override]) -> Grade:
    return apply_overrides(grade, in_force(grade, decisions))


def _warned(grade: Grade, decisions: Iterable[Override]) -> Grade:
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
