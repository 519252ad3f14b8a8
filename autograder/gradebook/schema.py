"""The two tables, and the triggers that make them append-only."""

import time
from collections.abc import Iterator

from sqlalchemy import Connection, Engine, Index, Text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import CreateIndex, CreateTable

from .problems import GradebookError, place

WAL_TRIES = 100
WAL_PAUSE_SECONDS = 0.02
_VERSION = 2
"""Stored in the file as `user_version`; a newer file is refused, not guessed at."""


class Base(DeclarativeBase):
    """The two tables."""


class GradeRow(Base):
    """One grade, as it was when it was given."""

    __tablename__ = "grades"
    __table_args__ = (
        Index("grades_by_submission", "assignment", "submission_id"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(Text)
    student_id: Mapped[str] = mapped_column(Text)
    assignment: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text)
    points: Mapped[float | None]
    max_points: Mapped[float]
    status: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    suite_hash: Mapped[str] = mapped_column(Text)
    graded_at: Mapped[str] = mapped_column(Text)
    """ISO 8601 with its offset, as in the payload."""
    payload: Mapped[str] = mapped_column(Text)
    """The whole grade as JSON; the columns before it are for queries by hand."""


class OverrideRow(Base):
    """One decision of a person."""

    __tablename__ = "overrides"
    __table_args__ = (
        Index("overrides_by_submission", "assignment", "submission_id"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment: Mapped[str] = mapped_column(Text)
    submission_id: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    points: Mapped[float]
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    blind: Mapped[bool]
    basis: Mapped[str] = mapped_column(Text)


def prepare(engine: Engine) -> None:
    """Make the tables and their triggers if they are absent."""
    if engine.dialect.name != "sqlite":
        Base.metadata.create_all(engine)
        return
    with engine.connect() as connection:
        if _file_version(connection) == _VERSION:
            return
        _use_wal(connection)
        # Two processes may open a new file at once: the second waits, then finds it made.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        if _file_version(connection) == 0:
            _create(connection)
        connection.commit()


def _use_wal(connection: Connection) -> None:
    """Switch to a write-ahead log; SQLite does not wait by itself if another one does so too."""
    for _ in range(WAL_TRIES):
        try:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        except OperationalError:
            time.sleep(WAL_PAUSE_SECONDS)
        else:
            return
    connection.exec_driver_sql("PRAGMA journal_mode=WAL")


def _file_version(connection: Connection) -> int:
    # One statement, one snapshot: between two, another process may finish making the file.
    query = "SELECT (SELECT user_version FROM pragma_user_version), count(*) FROM sqlite_master"
    version, tables = connection.exec_driver_sql(query).one()
    if version not in (0, _VERSION) or (version == 0 and tables):
        msg = (
            f"gradebook {place(connection.engine.url)!r}: expected a gradebook of version "
            f"{_VERSION}, found another database (version {version}, {tables} tables and "
            "indexes); name another file, or install the version that wrote it"
        )
        raise GradebookError(msg)
    return int(version)


def _create(connection: Connection) -> None:
    for table in Base.metadata.sorted_tables:
        connection.execute(CreateTable(table))
        for index in table.indexes:
            connection.execute(CreateIndex(index))
        for statement in _triggers(table.name):
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA user_version={_VERSION}")


def _triggers(table: str) -> Iterator[str]:
    stop = f"BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only: {table}'); END"
    yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {stop}"
    yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {stop}"
    # INSERT OR REPLACE removes the old row without asking the trigger on DELETE.
    taken = f"WHEN NEW.id IN (SELECT id FROM {table})"  # noqa: S608 - our own table's name
    yield f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {taken} {stop}"
