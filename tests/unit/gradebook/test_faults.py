"""Two writers, a locked, read-only, damaged, foreign or full file, a killed writer."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from autograder.errors import SandboxError
from autograder.gradebook import Gradebook, GradebookError
from autograder.gradebook.places import parse_place, place
from autograder.model import Grade

WRITER = """
import sys
from pathlib import Path
from autograder.gradebook import Gradebook
from autograder.model import Grade
grade = Grade.model_validate_json(Path(sys.argv[2]).read_bytes())
with Gradebook(sys.argv[1]) as book:
    for number in range(int(sys.argv[4])):
        name = f"{sys.argv[3]}-{number:05}"
        book.append(grade.model_copy(update={"submission_id": name}))
        print(name, flush=True)
"""


# What is imported stands there before the rights go: our own files may be root's alone.
NOBODY = """
import os, sys
from pathlib import Path
from autograder.gradebook import Gradebook, GradebookError
from autograder.model import Grade
grade = Grade.model_validate_json(sys.argv[2])
with Gradebook(Path(":memory:")) as book:
    book.append(grade)
os.setgid(65534)
os.setuid(65534)
try:
    with Gradebook(Path(sys.argv[1])) as book:
        book.append(grade)
except GradebookError as error:
    print(error)
"""


def writer(
    folder: Path, grade: Grade, name: str, count: int, where: Path | str | None = None
) -> "subprocess.Popen[str]":
    stored = folder / "grade.json"
    stored.write_text(grade.model_dump_json(round_trip=True), encoding="utf-8")
    command = [sys.executable, "-c", WRITER, where or folder / "g.db", stored, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def names(folder: Path) -> list[str]:
    with Gradebook(folder / "g.db") as book:
        return [grade.submission_id for grade in book.latest("optimizers")]


def sound(path: Path) -> bool:
    raw = sqlite3.connect(path)
    (answer,) = raw.execute("PRAGMA integrity_check").fetchone()
    raw.close()
    return bool(answer == "ok")


def test_writers_at_once_make_one_gradebook_and_lose_nothing(
    make_grade: Callable[..., Grade], tmp_path: Path, where: Path | str
) -> None:
    started = [writer(tmp_path, make_grade(), name, 50, where) for name in "ab"]
    ended = [process.communicate(timeout=120) for process in started]
    assert [process.returncode for process in started] == [0, 0], ended
    with Gradebook(where) as book:
        stored = [grade.submission_id for grade in book.latest("optimizers")]
    assert stored == [f"{name}-{number:05}" for name in "ab" for number in range(50)]


def test_a_new_file_may_be_opened_by_many_at_once(tmp_path: Path) -> None:
    def open_new(path: Path, start: Barrier) -> None:
        start.wait()
        with Gradebook(path) as book:
            assert book.latest("optimizers") == []

    for number in range(20):
        start = Barrier(8)
        with ThreadPoolExecutor(8) as pool:
            opened = [pool.submit(open_new, tmp_path / f"{number}.db", start) for _ in range(8)]
        assert [future.exception() for future in opened] == [None] * 8


def test_a_killed_writer_leaves_every_grade_that_it_reported(
    make_grade: Callable[..., Grade], tmp_path: Path
) -> None:
    process = writer(tmp_path, make_grade(), "a", 100_000)
    assert process.stdout is not None
    reported = [process.stdout.readline().strip() for _ in range(20)]
    process.kill()
    rest, _ = process.communicate(timeout=60)
    reported += [name for name in rest.split("\n")[:-1] if name]
    assert sound(tmp_path / "g.db")
    assert set(reported) <= set(names(tmp_path))


def test_a_locked_file_is_waited_for_and_then_named(
    make_grade: Callable[..., Grade], tmp_path: Path
) -> None:
    path = tmp_path / "g.db"
    with Gradebook(path, busy_seconds=0.05) as book:
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradebookError, match=r"g\.db' is locked by another program"):
            book.append(make_grade())
        assert book.latest("optimizers") == []
        other.rollback()
        other.close()
        book.append(make_grade())
        assert len(book.latest("optimizers")) == 1


def test_a_file_that_is_locked_whole_is_waited_for_and_then_named(
    make_grade: Callable[..., Grade], tmp_path: Path
) -> None:
    path = tmp_path / "g.db"
    with Gradebook(path) as book:
        book.append(make_grade())
        other = sqlite3.connect(path)
        other.execute("BEGIN EXCLUSIVE")
        named = r"g\.db' is locked by another program; close"
        with (
            Gradebook(path, busy_seconds=0.05) as second,
            pytest.raises(GradebookError, match=named),
        ):
            second.append(make_grade())
        other.rollback()
        other.close()
        book.append(make_grade())
        assert len(book.history("optimizers", "s1")) == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become somebody else")
def test_a_read_only_folder_is_named_and_nothing_is_lost(make_grade: Callable[..., Grade]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Gradebook(folder / "g.db") as book:
            book.append(make_grade())
        folder.chmod(0o555)
        (folder / "g.db").chmod(0o444)
        grade = make_grade().model_dump_json(round_trip=True)
        ended = subprocess.run(
            [sys.executable, "-c", NOBODY, folder / "g.db", grade],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert "and to its folder" in ended.stdout, ended
        with Gradebook(folder / "g.db") as book:
            assert len(book.latest("optimizers")) == 1


def test_a_read_only_file_can_be_read_and_says_so_when_written(
    make_grade: Callable[..., Grade], tmp_path: Path
) -> None:
    path = tmp_path / "g.db"
    with Gradebook(path) as book:
        book.append(make_grade())
    with Gradebook(f"sqlite:///file:{path}?mode=ro&uri=true") as book:
        assert len(book.latest("optimizers")) == 1
        with pytest.raises(GradebookError, match=r"cannot be written; allow writing"):
            book.append(make_grade())


def test_text_in_place_of_a_gradebook_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    path.write_text("id,name,points\n" * 500, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(GradebookError, match="is not a gradebook, or is damaged"), Gradebook(path):
        pass
    assert path.read_bytes() == before


def test_a_damaged_page_is_reported_in_words(
    make_grade: Callable[..., Grade], tmp_path: Path
) -> None:
    path = tmp_path / "g.db"
    with Gradebook(path) as book:
        for number in range(60):
            book.append(make_grade(f"s{number}"))
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 8192 - 4096)
    path.write_bytes(content)
    with pytest.raises(GradebookError, match="is damaged; restore a copy"), Gradebook(path) as book:
        book.latest("optimizers")


def test_a_truncated_file_is_reported_in_words(
    make_grade: Callable[..., Grade], tmp_path: Path
) -> None:
    path = tmp_path / "g.db"
    with Gradebook(path) as book:
        for number in range(60):
            book.append(make_grade(f"s{number}"))
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(GradebookError, match="damaged"), Gradebook(path) as book:
        book.latest("optimizers")


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA user_version=9",
        "PRAGMA user_version=1",
        "CREATE TABLE grades (id INTEGER, mark TEXT)",
    ],
)
def test_another_programs_database_is_refused_and_left_alone(
    tmp_path: Path, statement: str
) -> None:
    path = tmp_path / "g.db"
    raw = sqlite3.connect(path)
    raw.execute(statement)
    raw.commit()
    raw.close()
    before = path.read_bytes()
    with pytest.raises(GradebookError, match="found another database"), Gradebook(path):
        pass
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "absent" / "g.db"
    with pytest.raises(GradebookError, match=r"its folder must exist"), Gradebook(path):
        pass


def test_a_full_disk_loses_no_earlier_grade(
    make_grade: Callable[..., Grade], tmp_path: Path
) -> None:
    path = tmp_path / "g.db"
    with Gradebook(path) as book:
        book.append(make_grade("s1"))
        with book._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(GradebookError, match="no room left on its disk; nothing was changed"):
            book.append(make_grade("s2", problem="x" * 500_000))
        assert len(book.latest("optimizers")) == 1
    assert sound(path)
    assert names(tmp_path) == ["s1"]


def test_a_file_that_may_not_grow_loses_no_earlier_grade(
    make_grade: Callable[..., Grade], tmp_path: Path
) -> None:
    with Gradebook(tmp_path / "g.db") as book:
        book.append(make_grade("first"))
    large = make_grade(problem="x" * 200_000)
    process = writer(tmp_path, large, "big", 0)
    assert process.wait(timeout=60) == 0
    limited = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000,) * 2)\n{WRITER}"
    )
    command = [
        sys.executable,
        "-c",
        limited,
        tmp_path / "g.db",
        tmp_path / "grade.json",
        "big",
        "9",
    ]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    process.communicate()
    assert "GradebookError" in ended.stderr
    assert sound(tmp_path / "g.db")
    assert names(tmp_path) == sorted([*ended.stdout.split(), "first"])


def test_every_error_is_ours_and_costs_nobody_points() -> None:
    assert issubclass(GradebookError, SandboxError)


def test_a_password_in_an_url_is_not_told() -> None:
    shown = place(parse_place("postgresql://ta:sesame@db.example/grades"))
    assert "db.example/grades" in shown
    assert "sesame" not in shown


DECIDER = """
import sys
from datetime import UTC, datetime
from autograder.gradebook import Gradebook
from autograder.model import Override
with Gradebook(sys.argv[1]) as book:
    grade = book.newest("optimizers", "s1")
    for number in range(50):
        override = Override(
            target="total", points=number, reason="why", by=sys.argv[2], at=datetime.now(UTC)
        )
        book.override("optimizers", "s1", override)
        digest = f"sha256:{sys.argv[2]}{number}"
        manifest = grade.manifest.model_copy(update={"submission_digest": digest})
        book.append(grade.model_copy(update={"submission_id": "s2", "manifest": manifest}))
"""


def test_two_who_decide_and_grade_at_once_lose_no_decision_and_no_attempt(
    make_grade: Callable[..., Grade], where: Path | str
) -> None:
    with Gradebook(where) as book:
        book.append(make_grade("s1"))
        started = [
            subprocess.Popen([sys.executable, "-c", DECIDER, where, name], stderr=subprocess.PIPE)
            for name in ("Mary", "Bo")
        ]
        ended = [process.communicate(timeout=120) for process in started]
        assert [process.returncode for process in started] == [0, 0], ended
        decided = book.overrides("optimizers", "s1")
        attempts = book.attempts("optimizers", "s2")
    for name in ("Mary", "Bo"):
        assert [one.points for one in decided if one.by == name] == list(range(50))
    assert [one.number for one in attempts] == list(range(1, 101))
    made = {f"sha256:{name}{number}" for name in ("Mary", "Bo") for number in range(50)}
    assert {one.digest for one in attempts} == made
