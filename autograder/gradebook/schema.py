"""A database becomes a gradebook of today's form: made, adopted, upgraded or refused.

Whoever finds it current, as nearly all do, asks two questions and goes on.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateIndex, CreateTable

from .places import place
from .problems import GradebookError
from .tables import Base
from .triggers import before_tables, refuse_changes

REVISIONS = ("0001", "0002")
"""Those of migrations/versions, oldest first."""
HEAD = REVISIONS[-1]
WAL_TRIES = 100
WAL_PAUSE_SECONDS = 0.02
_STAMP = "alembic_version"
_NEW, _UNSTAMPED = "", "0001 without a stamp"
_BEFORE_ALEMBIC = 2
"""The `user_version` of SQLite files of the form 0001, which bear no stamp."""
_USER_VERSION = 3
"""Since then: a release that knows no stamp reads it and refuses the file."""
_LOCK_KEY = 0x61_75_74_6F
"""PostgreSQL's advisory lock of ours: one writer in a database at a time."""


def prepare(engine: Engine, busy_seconds: float) -> None:
    """Bring the database to the form `HEAD`. Raises GradebookError: it is another's, or newer."""
    with engine.connect() as connection:
        if _form(connection) == HEAD:
            return
        connection.rollback()
        if engine.dialect.name == "sqlite":
            _use_wal(connection)
        # Several may open it at once: the second waits, then finds it done.
        lock_for_writing(connection, busy_seconds)
        form = _form(connection)
        if form == _NEW:
            _create(connection)
        elif form != HEAD:
            _upgrade(connection, form)
        connection.commit()


def lock_for_writing(connection: Connection, busy_seconds: float) -> None:
    """Begin a transaction that no other writer's overlaps; wait for another one so long.

    Ids are then in the order in which others come to see the rows.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(round(busy_seconds * 1000), 1)}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK_KEY})")


def _form(connection: Connection) -> str:
    """Return the revision of the database; `_NEW` or `_UNSTAMPED` where it bears none."""
    version, tables = _seen(connection)
    if _STAMP in tables:
        found = connection.exec_driver_sql(f"SELECT version_num FROM {_STAMP}").scalar()  # noqa: S608 - our own name
        if found in REVISIONS:
            return str(found)
        raise GradebookError(_newer(connection, found))
    if version == _BEFORE_ALEMBIC and tables == {"grades", "overrides"}:
        return _UNSTAMPED
    # A server's database may hold other tables; a file is a gradebook or it is none.
    is_file = connection.dialect.name == "sqlite"
    if version or (tables if is_file else tables & set(Base.metadata.tables)):
        listed = ", ".join(sorted(tables)) or "none"
        raise GradebookError(_foreign(connection, f"version {version}, tables: {listed}"))
    return _NEW


def _seen(connection: Connection) -> tuple[int, set[str]]:
    """Return an SQLite file's `user_version`, else 0, and the names of the tables."""
    if connection.dialect.name != "sqlite":
        return 0, set(inspect(connection).get_table_names())
    # One statement, one snapshot: between two, another process may finish making the file.
    query = (
        "SELECT user_version, (SELECT group_concat(name, char(10)) FROM sqlite_master "
        "WHERE type = 'table' AND name NOT LIKE 'sqlite%') FROM pragma_user_version"
    )
    version, names = connection.exec_driver_sql(query).one()
    return int(version), set(names.split("\n")) if names else set()


def _newer(connection: Connection, found: str | None) -> str:
    return (
        f"gradebook {place(connection.engine.url)!r}: expected a form up to {HEAD!r}, found "
        f"{found!r}, which a newer autograder or another program wrote; nothing was changed: "
        "install the newest release, or name another gradebook"
    )


def _foreign(connection: Connection, found: str) -> str:
    return (
        f"gradebook {place(connection.engine.url)!r}: expected a gradebook, or nothing yet, found "
        f"another database ({found}); nothing was changed: name another, or install the version "
        "that wrote it"
    )


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


def _create(connection: Connection) -> None:
    """Make today's tables at once; a test holds them equal to what the migrations make."""
    dialect = connection.dialect.name
    for statement in before_tables(dialect):
        connection.exec_driver_sql(statement)
    for table in Base.metadata.sorted_tables:
        connection.execute(CreateTable(table))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            connection.execute(CreateIndex(index))
        (key,) = table.primary_key.columns
        for statement in refuse_changes(dialect, table.name, key.name):
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(
        f"CREATE TABLE {_STAMP} (version_num VARCHAR(32) NOT NULL, "
        f"CONSTRAINT {_STAMP}_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql(f"INSERT INTO {_STAMP} VALUES ('{HEAD}')")  # noqa: S608 - our own names
    if dialect == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version={_USER_VERSION}")


def _upgrade(connection: Connection, form: str) -> None:
    """Run the migrations that are missing, within the transaction that has begun."""
    from alembic import command  # noqa: PLC0415 - slow, and needed once in a file's life
    from alembic.config import Config  # noqa: PLC0415 - as above

    if connection.dialect.name == "sqlite":
        _keep_copy(connection, REVISIONS[0] if form == _UNSTAMPED else form)
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    steps: list[Callable[[], Any]] = [lambda: command.upgrade(config, "head")]
    if form == _UNSTAMPED:
        steps.insert(0, lambda: command.stamp(config, REVISIONS[0]))
    for step in steps:
        step()


def _keep_copy(connection: Connection, form: str) -> None:
    """Copy the file as it is now to `<file>.<form>`: what is committed, whole or not at all."""
    path = connection.engine.url.database
    if not path or path.startswith("file:"):
        return
    import sqlite3  # noqa: PLC0415 - beside the engine's own connection, which holds the lock

    unfinished = Path(f"{path}.{form}.part")
    unfinished.unlink(missing_ok=True)
    source, target = sqlite3.connect(path), sqlite3.connect(unfinished)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()
    unfinished.replace(f"{path}.{form}")
