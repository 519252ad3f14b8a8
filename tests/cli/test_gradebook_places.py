"""A gradebook elsewhere: on a server, in a file of the course; found again, and never told."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import make_url

from autograder.cli.book import book_to_grade_into, grades_in, move_book, open_book
from autograder.errors import SpecError
from autograder.gradebook import Gradebook
from autograder.model import Override

HALF = "def double(x):\n    return 3 * x\n\n\ndef total(x):\n    return x.sum()\n"


@pytest.mark.postgres
def test_a_class_on_a_server_is_graded_shown_and_decided(place, postgres_url, monkeypatch):
    url = make_url(postgres_url)
    place.hand_in("ada")
    place.hand_in("bo", HALF)
    ended = place.grade("--jobs", "2", AUTOGRADER_GRADEBOOK=postgres_url)
    assert ended.code == 0, ended.err
    assert not (place.out / "gradebook.db").exists()
    files = [path for path in place.out.rglob("*") if path.is_file()]
    assert not [path for path in files if url.password.encode() in path.read_bytes()]

    # The class of another assignment in the same database is not shown.
    with Gradebook(postgres_url) as book:
        (ada, _) = book.latest("sums")
        book.append(ada.model_copy(update={"assignment": "other", "submission_id": "eve"}))
    monkeypatch.setenv("PGPASSWORD", url.password)
    with open_book(place.out) as book:
        shown = [(one.submission_id, one.points) for one in grades_in(book, place.out)]
    assert shown == [("ada", 6), ("bo", 4)]

    who = ("--student", "bo", "--target", "task:double", "--points", "1")
    why = ("--reason", "a slip of ours", "--by", "Mary")
    command = ("gradebook", "override", "out", *who, *why)
    monkeypatch.delenv("PGPASSWORD")
    refused = place.run(*command, PGPASSWORD="sesame")
    assert (refused.code, refused.out) == (3, "")
    assert "refuses the user or the password" in refused.err
    assert "sesame" not in refused.err
    ended = place.run(*command, AUTOGRADER_GRADEBOOK=postgres_url)
    assert ended.code == 0, ended.err
    assert place.points() == {"ada": 6, "bo": 5}
    told = "keeps its grades in 'postgresql\\+psycopg://grader@/postgres"
    with pytest.raises(SpecError, match=told) as caught, book_to_grade_into(place.out, "other.db"):
        pass
    assert url.password not in str(caught.value)


def test_a_file_elsewhere_is_found_again_from_anywhere(graded, copied):
    place = copied(graded)
    ended = place.grade("--gradebook", "course.db", "--student", "bo", out="again")
    assert ended.code == 0, ended.err
    assert not (place.folder / "again" / "gradebook.db").exists()
    (place.folder / "deep").mkdir()
    (row,) = place.run("gradebook", "show", place.folder / "again", "--json").json
    assert (row["submission"], row["points"]) == ("bo", 4)
    # A folder that has a gradebook of its own keeps to it.
    elsewhere = str(place.folder / "course.db")
    with (
        pytest.raises(SpecError, match="keeps its grades in"),
        book_to_grade_into(place.out, elsewhere),
    ):
        pass


def test_a_copied_gradebook_is_the_one_that_the_folder_keeps_to(graded_copy, capsys):
    target = graded_copy.folder / "course.db"
    assert move_book(graded_copy.out, str(target)) == 0
    assert "2 grades of 'sums' are in" in capsys.readouterr().out
    (graded_copy.out / "gradebook.db").unlink()
    with open_book(graded_copy.out) as book:
        shown = {one.submission_id: one.points for one in grades_in(book, graded_copy.out)}
    assert shown == {"ada": 6, "bo": 4}


def test_the_attempt_that_counts_is_shown_everywhere(place):
    rule = '\n[attempts]\ncounts = "best"\n'
    place.toml.write_text(place.toml.read_text() + rule)
    place.hand_in("ada")
    assert place.grade().code == 0
    place.hand_in("ada", HALF)
    for _ in range(2):
        ended = place.grade()
        assert ended.code == 0, ended.err
    assert "done already" in ended.err
    assert place.points() == {"ada": 6}
    assert place.table() == [("ada", "6.0")]
    note = "attempt 1 of 2 counts: the best one"
    assert note in (place.out / "ada" / "report.md").read_text()
    # The rule is no part of the suite: nothing is run again, and another attempt counts.
    place.toml.write_text(place.toml.read_text().replace('"best"', '"last"'))
    ended = place.grade()
    assert "done already" in ended.err
    assert place.points() == {"ada": 4}
    assert place.table() == [("ada", "4.0")]
    decided = {"target": "total", "points": 5, "reason": "why", "by": "Mary"}
    with Gradebook(place.out / "gradebook.db") as book:
        book.override("sums", "ada", Override(**decided, at=datetime.now(UTC)))
        assert [one.grade.points for one in book.attempts("sums", "ada")] == [5, 5]
