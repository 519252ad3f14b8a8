"""The gradebook itself: append, decide, read back."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, func, insert, select

from autograder.errors import SpecError
from autograder.model import Counts, Grade, Override
from autograder.scoring import apply_overrides
from autograder.scoring.attempts import Attempt, HandIn, one_of_each_student

from .attempts import HAND_IN, attempt_key, decided, rows_of, told, warned
from .copying import copy_rows
from .engines import open_engine
from .places import parse_place, place
from .problems import GradebookError, clear_errors
from .rows import (
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

    @property
    def place(self) -> str:
        """The file's path, or the URL without any password."""
        return place(self._url)

    def append(self, grade: Grade, *, again: bool = False) -> None:
        """Store `grade` as the newest of its attempt. Raises GradebookError.

        An attempt is told by the digest and the time of what was handed in: other ones
        make another attempt, the same ones stand in the place of the grade before. Where
        no time is known, files that were handed in before the last ones are another
        attempt too, unless `again` says that it is a regrade of theirs.
        """
        with self.writing() as connection:
            row = grade_row(grade, attempt_key(connection, grade, again=again))
            stored = insert(GradeRow).values(**row).returning(GradeRow.id)
            grade_id = connection.execute(stored).scalar_one()
            connection.execute(insert(ManifestRow).values(**manifest_row(grade, grade_id)))

    def copy_to(self, other: "Gradebook", assignment: str) -> int:
        """Append all that is stored of `assignment` to `other`; return how many grades.

        What was copied before is not copied twice.

        Raises:
            SpecError: `other` has other grades of that assignment; nothing is copied.
            GradebookError: one of them cannot be read or written.
        """
        with self.reading() as source, other.writing() as target:
            count = copy_rows(source, target, assignment)
        if count is None:
            msg = (
                f"gradebook {other.place!r} has other grades of {assignment!r}; "
                "name one without, such as another schema"
            )
            raise SpecError(msg)
        return count

    def set_rule(self, assignment: str, counts: Counts) -> None:
        """Say which attempt at `assignment` counts from now on. Raises GradebookError."""
        if self.rule(assignment) == counts:
            return
        at = datetime.now(UTC).isoformat()
        row = storable({"assignment": assignment, "counts": counts, "at": at})
        with self.writing() as connection:
            connection.execute(insert(RuleRow).values(**row))

    def rule(self, assignment: str) -> Counts:
        """Return which attempt at `assignment` counts; the last, if nobody said."""
        query = (
            select(RuleRow.counts)
            .where(RuleRow.assignment == text_of(assignment))
            .order_by(RuleRow.id.desc())
            .limit(1)
        )
        with self.reading() as connection:
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
            with self.writing() as connection:
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
        with self.reading() as connection:
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
        of_these = rows_of(GradeRow, assignment, submission_id)
        newest = select(func.max(GradeRow.id)).where(*of_these).group_by(GradeRow.attempt_id)
        query = (
            select(GradeRow.id, GradeRow.submission_id, GradeRow.payload, *HAND_IN)
            .join(AttemptRow, AttemptRow.id == GradeRow.attempt_id)
            .where(GradeRow.id.in_(newest))
            .order_by(AttemptRow.number)
        )
        groups: dict[str, list[tuple[HandIn, Grade]]] = {}
        with self.reading() as connection:
            for row in connection.execute(query).mappings():
                grade = self._read(row["id"], row["payload"])
                groups.setdefault(row["submission_id"], []).append((hand_in(row), grade))
            decisions = decisions_on(connection, assignment, submission_id)
        counts = self.rule(assignment)
        return {
            name: told(group, decisions.get(name, []), counts) for name, group in groups.items()
        }

    def history(self, assignment: str, submission_id: str) -> list[Grade]:
        """Return every grade of a submission as it was stored, oldest first, not overridden."""
        return self._stored(assignment, submission_id)

    def overrides(self, assignment: str, submission_id: str) -> list[Override]:
        """Return every decision on a submission, oldest first."""
        with self.reading() as connection:
            found = decisions_on(connection, assignment, submission_id)
        return found.get(text_of(submission_id), [])

    def newest(self, assignment: str, submission_id: str) -> Grade | None:
        """Return the newest grade of a submission as it was stored, whether it counts or not."""
        rows = self._stored(assignment, submission_id, newest_first=1)
        return rows[0] if rows else None

    def decided(self, grade: Grade) -> Grade:
        """Return `grade` with all decisions on its submission that still hold."""
        decisions = self.overrides(grade.assignment, grade.submission_id)
        return warned(decided(grade, decisions), decisions)

    def _stored(
        self, assignment: str, submission_id: str, *, newest_first: int | None = None
    ) -> list[Grade]:
        order = GradeRow.id.desc() if newest_first else GradeRow.id
        query = (
            select(GradeRow.id, GradeRow.payload)
            .where(*rows_of(GradeRow, assignment, submission_id))
            .order_by(order)
            .limit(newest_first)
        )
        with self.reading() as connection:
            return [self._read(row.id, row.payload) for row in connection.execute(query)]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection, for this package. Raises GradebookError."""
        with clear_errors(self._url), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a transaction that no other writer's overlaps, whole or not at all.

        For this package. Raises GradebookError.
        """
        with clear_errors(self._url), self._engine.connect() as connection:
            lock_for_writing(connection, self._busy_seconds)
            yield connection
            connection.commit()

    def _read(self, row_id: int, payload: str) -> Grade:
        try:
            return Grade.model_validate(json.loads(payload))
        except ValueError as error:
            msg = (
                f"gradebook {self.place!r}: row {row_id} of table 'grades' is no grade "
                f"that this version can read ({type(error).__name__}); restore a copy of the "
                "file, or grade the submission again into a new one"
            )
            raise GradebookError(msg) from error
