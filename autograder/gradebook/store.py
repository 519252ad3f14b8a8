"""The gradebook itself: append, decide, read back."""

import json
import logging
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection, create_engine, func, insert, make_url, select

from autograder.errors import SpecError
from autograder.model import Grade, Override
from autograder.scoring import apply_overrides, settled_points

from .history import in_force
from .problems import GradebookError, clear_errors, place
from .schema import GradeRow, OverrideRow, prepare

_log = logging.getLogger(__name__)


class Gradebook:
    """The grades of a course. A context manager; one per process, any number of processes.

    `where` is the path of an SQLite file, made if absent, or an SQLAlchemy URL.
    Another writer is waited for up to `busy_seconds`. In SQLite, triggers refuse
    every change and removal of a row, by whatever program; with another engine,
    grant the grader no more than SELECT and INSERT.
    """

    def __init__(self, where: Path | str, *, busy_seconds: float = 30) -> None:
        self._url = _parse_url(where)
        options = {"timeout": busy_seconds} if self._url.get_backend_name() == "sqlite" else {}
        self._engine = create_engine(self._url, connect_args=options)

    def __enter__(self) -> Self:
        """Open the gradebook. Raises GradebookError."""
        with clear_errors(self._url):
            prepare(self._engine)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._engine.dispose()

    def append(self, grade: Grade) -> None:
        """Store `grade` as the newest of its submission. Raises GradebookError."""
        with clear_errors(self._url), self._engine.begin() as connection:
            connection.execute(insert(GradeRow).values(**_row(grade)))

    def override(self, assignment: str, submission_id: str, override: Override) -> None:
        """Store a person's decision on the newest grade of a submission.

        Raises:
            SpecError: there is no such submission, or its grade has no such target.
            GradebookError: the file cannot be read or written.
        """
        self.override_all(assignment, [(submission_id, override)])

    def override_all(self, assignment: str, decisions: Iterable[tuple[str, Override]]) -> None:
        """Store decisions, each with the submission that it is on: all of them or none.

        Raises:
            SpecError: there is no such submission, or its grade has no such target.
            GradebookError: the file cannot be read or written.
        """
        rows = [self._decision(assignment, *decision) for decision in decisions]
        if rows:
            with clear_errors(self._url), self._engine.begin() as connection:
                connection.execute(insert(OverrideRow), rows)

    def _decision(self, assignment: str, submission_id: str, override: Override) -> dict[str, Any]:
        grade = self.newest(assignment, submission_id)
        if grade is None:
            msg = f"no grade of submission {submission_id!r} of {assignment!r} to override"
            raise SpecError(msg)
        apply_overrides(grade.model_copy(update={"overrides": ()}), [override])
        fields = override.model_dump() | {"at": override.at.isoformat()}
        return _storable(fields | {"assignment": assignment, "submission_id": submission_id})

    def assignments(self) -> list[str]:
        """Return the assignments of which there are grades, sorted."""
        query = select(GradeRow.assignment).distinct().order_by(GradeRow.assignment)
        with clear_errors(self._url), self._engine.connect() as connection:
            return list(connection.scalars(query))

    def latest(self, assignment: str) -> list[Grade]:
        """Return the newest grade of each submission with its overrides, by submission id.

        An override whose target a regrade has removed, or whose answer is another one by
        now, is left out and logged.
        """
        newest = (
            select(func.max(GradeRow.id))
            .where(GradeRow.assignment == _text(assignment))
            .group_by(GradeRow.submission_id)
        )
        query = (
            select(GradeRow.id, GradeRow.payload)
            .where(GradeRow.id.in_(newest))
            .order_by(GradeRow.submission_id)
        )
        with clear_errors(self._url), self._engine.connect() as connection:
            grades = [self._read(row.id, row.payload) for row in connection.execute(query)]
            decisions = _decisions(connection, assignment)
        return [_decided(grade, decisions.get(_text(grade.submission_id), [])) for grade in grades]

    def history(self, assignment: str, submission_id: str) -> list[Grade]:
        """Return every grade of a submission as it was stored, oldest first, not overridden."""
        query = (
            select(GradeRow.id, GradeRow.payload)
            .where(GradeRow.assignment == _text(assignment))
            .where(GradeRow.submission_id == _text(submission_id))
            .order_by(GradeRow.id)
        )
        with clear_errors(self._url), self._engine.connect() as connection:
            return [self._read(row.id, row.payload) for row in connection.execute(query)]

    def overrides(self, assignment: str, submission_id: str) -> list[Override]:
        """Return every decision on a submission, oldest first."""
        with clear_errors(self._url), self._engine.connect() as connection:
            found = _decisions(connection, assignment, submission_id)
        return found.get(_text(submission_id), [])

    def newest(self, assignment: str, submission_id: str) -> Grade | None:
        """Return the newest grade of a submission as it was stored, not overridden."""
        query = (
            select(GradeRow.id, GradeRow.payload)
            .where(GradeRow.assignment == _text(assignment))
            .where(GradeRow.submission_id == _text(submission_id))
            .order_by(GradeRow.id.desc())
            .limit(1)
        )
        with clear_errors(self._url), self._engine.connect() as connection:
            rows = [self._read(row.id, row.payload) for row in connection.execute(query)]
        return rows[0] if rows else None

    def decided(self, grade: Grade) -> Grade:
        """Return `grade` with all decisions on its submission that still hold."""
        return _decided(grade, self.overrides(grade.assignment, grade.submission_id))

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


def _parse_url(where: Path | str) -> URL:
    if isinstance(where, str) and "://" in where:
        return make_url(where)
    return URL.create("sqlite", database=str(where))


def _row(grade: Grade) -> dict[str, Any]:
    manifest = grade.manifest
    return _storable(
        {
            "submission_id": grade.submission_id,
            "student_id": grade.student.id,
            "assignment": grade.assignment,
            "version": grade.assignment_version,
            "points": settled_points(grade),
            "max_points": grade.max_points,
            "status": grade.status,
            "digest": manifest.submission_digest,
            "suite_hash": manifest.suite_hash,
            "graded_at": manifest.started_at.isoformat(),
            # Only ASCII: a lone surrogate in what a student printed has no UTF-8 form.
            "payload": json.dumps(grade.model_dump(mode="json", round_trip=True)),
        }
    )


def _storable(values: dict[str, Any]) -> dict[str, Any]:
    return {key: _text(v) if isinstance(v, str) else v for key, v in values.items()}


def _text(value: str) -> str:
    return value.encode("utf-8", "backslashreplace").decode("utf-8")


def _decisions(
    connection: Connection, assignment: str, submission_id: str | None = None
) -> dict[str, list[Override]]:
    query = (
        select(OverrideRow)
        .where(OverrideRow.assignment == _text(assignment))
        .order_by(OverrideRow.id)
    )
    if submission_id is not None:
        query = query.where(OverrideRow.submission_id == _text(submission_id))
    found: dict[str, list[Override]] = {}
    for row in connection.execute(query).mappings():
        fields = {name: row[name] for name in Override.model_fields}
        found.setdefault(row["submission_id"], []).append(Override.model_validate(fields))
    return found


def _decided(grade: Grade, decisions: Iterable[Override]) -> Grade:
    decisions = list(decisions)
    kept = in_force(grade, decisions)
    for decision in decisions:
        if decision not in (*kept, *grade.overrides):
            _log.warning(
                "override of %r by %r no longer matches the grade of %r; decide again",
                decision.target,
                decision.by,
                grade.submission_id,
            )
    return apply_overrides(grade, kept)
