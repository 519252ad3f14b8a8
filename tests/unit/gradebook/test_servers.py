"""A server that is away, refuses, is read-only or ends the connection: words, and no password."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from autograder.errors import SpecError
from autograder.gradebook import Gradebook, GradebookError
from autograder.gradebook.places import is_same, parse_place, place, storable
from autograder.model import Grade

Grades = Callable[..., Grade]


def refusal(where: str) -> str:
    with pytest.raises(GradebookError) as caught, Gradebook(where):
        pass
    return str(caught.value)


@pytest.mark.postgres
def test_a_wrong_password_is_refused_in_words_that_do_not_tell_it(postgres_url: str) -> None:
    wrong = make_url(postgres_url).set(password="sesame")
    told = refusal(wrong.render_as_string(hide_password=False))
    assert "refuses the user or the password; put the right one into PGPASSWORD" in told
    assert "sesame" not in told


@pytest.mark.postgres
def test_a_database_that_is_not_there_is_named(postgres_url: str) -> None:
    absent = make_url(postgres_url).set(database="nowhere")
    assert "has no such database" in refusal(absent.render_as_string(hide_password=False))


def test_a_server_that_is_away_is_named_without_the_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    told = refusal(f"postgresql://ta:sesame@/grades?host={tmp_path}")
    assert "cannot be reached; is the server up" in told
    assert "ta@/grades" in told
    assert "sesame" not in told


@pytest.mark.postgres
def test_a_user_who_may_not_write_is_told_what_to_grant(
    make_grade: Grades, postgres_url: str
) -> None:
    with Gradebook(postgres_url) as book:
        book.append(make_grade())
    schema = postgres_url.rpartition("%3D")[2]
    engine = create_engine(parse_place(postgres_url))
    with engine.begin() as connection:
        for statement in (
            f"CREATE ROLE reader_{schema} LOGIN PASSWORD 'open'",
            f"GRANT USAGE ON SCHEMA {schema} TO reader_{schema}",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO reader_{schema}",
        ):
            connection.exec_driver_sql(statement)
    reader = make_url(postgres_url).set(username=f"reader_{schema}", password="open")
    with Gradebook(reader.render_as_string(hide_password=False)) as book:
        assert len(book.latest("optimizers")) == 1
        with pytest.raises(GradebookError, match="refuses this user; grant it SELECT and INSERT"):
            book.append(make_grade())
    with engine.begin() as connection:
        connection.exec_driver_sql(
            f"GRANT INSERT ON ALL TABLES IN SCHEMA {schema} TO reader_{schema}"
        )
        connection.exec_driver_sql(
            f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO reader_{schema}"
        )
    engine.dispose()
    with Gradebook(reader.render_as_string(hide_password=False)) as book:
        book.append(make_grade())
        assert len(book.history("optimizers", "s1")) == 2


@pytest.mark.postgres
def test_another_writer_is_waited_for_and_then_named(make_grade: Grades, postgres_url: str) -> None:
    with Gradebook(postgres_url, busy_seconds=0.05) as book:
        engine = create_engine(parse_place(postgres_url))
        with engine.begin() as other:
            other.exec_driver_sql(f"SELECT pg_advisory_xact_lock({0x61_75_74_6F})")
            with pytest.raises(GradebookError, match="is locked by another program"):
                book.append(make_grade())
        engine.dispose()
        book.append(make_grade())


@pytest.mark.postgres
def test_a_connection_that_the_server_ended_is_made_anew(
    make_grade: Grades, postgres_url: str
) -> None:
    with Gradebook(postgres_url) as book:
        book.append(make_grade("s1"))
        engine = create_engine(parse_place(postgres_url))
        with engine.begin() as other:
            other.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND usename = current_user"
            )
        engine.dispose()
        book.append(make_grade("s2"))
        assert len(book.latest("optimizers")) == 2


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(GradebookError, match=r"pip install 'autograder-dl\[postgres\]'") as caught:
        Gradebook("postgresql://ta:sesame@db.example/grades")
    assert "sesame" not in str(caught.value)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("postgresql://ta:sesame@db.example:port/grades", "'postgresql://...' cannot be read"),
        ("oracel://ta:sesame@db.example/grades", "no database 'oracel' is known"),
    ],
)
def test_what_is_no_url_is_refused_without_the_password(where: str, words: str) -> None:
    with pytest.raises(SpecError, match=words) as caught:
        Gradebook(where)
    assert "sesame" not in str(caught.value)


def test_what_is_stored_of_a_place_holds_no_password(tmp_path: Path) -> None:
    url = parse_place("postgres://ta:p%40ss@db.example:5433/grades?sslmode=require&password=two")
    stored = storable(url)
    assert stored == "postgresql+psycopg://ta@db.example:5433/grades?sslmode=require"
    assert place(url) == stored
    assert is_same(parse_place(stored.replace("ta@", "bo@")), url)
    assert not is_same(parse_place(stored.replace("5433", "5434")), url)
    file = tmp_path / "g.db"
    assert storable(parse_place(str(file))) == storable(parse_place(f"sqlite:///{file}"))


def test_no_traceback_of_the_driver_tells_the_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    code = "import sys; from autograder.gradebook import Gradebook as G\nwith G(sys.argv[1]): pass"
    url = f"postgresql://ta:sesame@/grades?host={tmp_path}"
    ended = subprocess.run(
        [sys.executable, "-c", code, url], capture_output=True, text=True, timeout=120, check=False
    )
    assert "cannot be reached" in ended.stderr
    assert "sesame" not in ended.stderr
