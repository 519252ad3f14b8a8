"""Older gradebooks become today's; what is newer or another's is refused."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from autograder.gradebook import Gradebook, GradebookError, schema
from autograder.gradebook.places import parse_place
from autograder.gradebook.tables import Base

FIRST = Path(__file__).with_name("first_form.sql").read_text(encoding="utf-8")
"""A file of the first form, as the release that made such files wrote it."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Three grades of two submissions, one of them of other files, and a decision."""
    path = tmp_path / "g.db"
    raw = sqlite3.connect(path)
    raw.executescript(FIRST)
    raw.close()
    return path


def tables_of(where: Path | str) -> dict[str, object]:
    """Return what a database says of its tables, whatever the order of its columns."""
    engine = create_engine(parse_place(where))
    seen = inspect(engine)
    found: dict[str, object] = {}
    for table in sorted(seen.get_table_names()):
        columns = {
            column["name"]: (str(column["type"]), column["nullable"], column["default"])
            for column in seen.get_columns(table)
        }
        key = seen.get_pk_constraint(table)["constrained_columns"]
        indexes = sorted((one["name"], one["column_names"]) for one in seen.get_indexes(table))
        ties = [(one["name"], one["referred_table"]) for one in seen.get_foreign_keys(table)]
        unique = [one["column_names"] for one in seen.get_unique_constraints(table)]
        found[table] = columns, key, indexes, ties, unique
    with engine.connect() as connection:
        listed = {
            "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
            "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE "
            "NOT tgisinternal AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = "
            "current_schema()::regnamespace)",
        }[engine.dialect.name]
        found["triggers"] = sorted(map(tuple, connection.exec_driver_sql(listed)))
        found["sqlite"] = engine.dialect.name == "sqlite" and (
            connection.exec_driver_sql("PRAGMA user_version").scalar(),
            connection.exec_driver_sql("PRAGMA journal_mode").scalar(),
            connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%' ORDER BY name"
            ).all(),
        )
    engine.dispose()
    return found


@pytest.fixture
def step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """New gradebooks are made by the migrations, one after the other."""
    monkeypatch.setattr(schema, "_create", lambda connection: schema._upgrade(connection, "0001"))
    monkeypatch.setattr(schema, "_keep_copy", lambda connection, form: None)


def test_what_is_made_at_once_is_what_the_migrations_make(
    where: Path | str, step_by_step: None, tmp_path: Path
) -> None:
    with Gradebook(where):
        pass
    migrated = tables_of(where)
    engine = create_engine(parse_place(where))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()
    if isinstance(where, str):
        again = where.replace("%3Ds", "%3Dagain_s")
        engine = create_engine(parse_place(where))
        with engine.begin() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {again.partition('%3D')[2]}")
        engine.dispose()
    else:
        again = tmp_path / "again.db"
    made_at_once(again)
    # A trigger of PostgreSQL's names its schema.
    told = repr(tables_of(again)).replace("again_s", "s")
    assert told == repr(migrated)


def made_at_once(where: Path | str) -> None:
    code = (
        "import sys; from autograder.gradebook import Gradebook\nwith Gradebook(sys.argv[1]): pass"
    )
    subprocess.run([sys.executable, "-c", code, where], check=True, timeout=120)


def test_our_list_of_revisions_is_alembics() -> None:
    config = Config()
    folder = Path(schema.__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder))
    script = ScriptDirectory.from_config(config)
    known = [one.revision for one in script.walk_revisions()]
    assert tuple(reversed(known)) == schema.REVISIONS


def test_a_file_of_the_first_form_is_adopted_with_all_that_it_holds(
    old: Path, tmp_path: Path
) -> None:
    with Gradebook(old) as book:
        assert [one.points for one in book.history("optimizers", "ada")] == [3, 4, 5]
        ada, bo = book.latest("optimizers")
        attempts = book.attempts("optimizers", "ada")
    assert (ada.points, bo.points) == (5, 2)
    assert [one.by for one in bo.overrides] == ["Mary"]
    # The second grade of the same files is no other attempt.
    assert [(one.number, one.grade.points, one.counts) for one in attempts] == [
        (1, 4, False),
        (2, 5, True),
    ]
    raw = sqlite3.connect(old)
    assert raw.execute("SELECT count(*) FROM manifests").fetchone() == (4,)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute("DELETE FROM grades")
    raw.close()
    new = tmp_path / "new.db"
    with Gradebook(new):
        pass
    assert repr(tables_of(old)) == repr(tables_of(new))


def test_a_copy_of_the_old_file_stays_beside_the_new_one(old: Path) -> None:
    with Gradebook(old):
        pass
    raw = sqlite3.connect(old.with_name("g.db.0001"))
    assert raw.execute("SELECT count(*) FROM grades").fetchone() == (4,)
    assert raw.execute("PRAGMA user_version").fetchone() == (2,)
    raw.close()


OPENER = """
import sys
from pathlib import Path
from autograder.gradebook import Gradebook
with Gradebook(Path(sys.argv[1])) as book:
    print(len(book.history("optimizers", "ada")))
"""


def test_two_who_open_an_old_file_at_once_upgrade_it_once(old: Path) -> None:
    command = [sys.executable, "-c", OPENER, old]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    ended = [process.communicate(timeout=120) for process in started]
    assert [out for out, _ in ended] == ["3\n", "3\n"], ended


KILLED = """
import os, sys
from pathlib import Path
from alembic import op
from autograder.gradebook import Gradebook
whole = op.create_index
def killed(*given, **named):
    os.kill(os.getpid(), 9)
op.create_index = killed
Gradebook(Path(sys.argv[1])).__enter__()
"""


def test_a_kill_in_the_middle_of_an_upgrade_loses_nothing(old: Path, tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, old], check=False, timeout=120)
    assert ended.returncode == -9
    raw = sqlite3.connect(old)
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert raw.execute("PRAGMA user_version").fetchone() == (2,)
    raw.close()
    with Gradebook(old) as book:
        assert [one.points for one in book.history("optimizers", "ada")] == [3, 4, 5]


def test_a_newer_form_is_refused_and_left_alone(where: Path | str) -> None:
    with Gradebook(where):
        pass
    engine = create_engine(parse_place(where))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0042'")
    engine.dispose()
    newer = r"expected a form up to '0002', found '0042', which a newer autograder"
    with pytest.raises(GradebookError, match=newer), Gradebook(where):
        pass


@pytest.mark.postgres
def test_tables_of_another_program_are_refused(postgres_url: str) -> None:
    engine = create_engine(parse_place(postgres_url))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE grades (mark TEXT)")
    engine.dispose()
    with pytest.raises(GradebookError, match="another database"), Gradebook(postgres_url):
        pass


def test_a_current_gradebook_opens_without_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; from autograder.gradebook import Gradebook\n"
        "for _ in range(2):\n    with Gradebook(sys.argv[1]) as book: book.assignments()\n"
        "print([name for name in sys.modules if name.startswith('alembic')])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "g.db"],
        check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ended.stdout == "[]\n"
