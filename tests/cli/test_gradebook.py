"""`autograder gradebook`: what is in force, what became of a student, decisions, exports."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

RUBRIC = Path(__file__).with_name("written_rubric.toml").read_text()
HALF = "def double(x):\n    return 3 * x\n\n\ndef total(x):\n    return x.sum()\n"
ANSWER = "## Question 1\n\nThe gradient has the same scale whatever the batch size.\n"
ROSTER = "id,name,email\nada,Ada A.,ada@example.org\nbo,=Bo(),bo@example.org\n"


@pytest.fixture(scope="session")
def written(tmp_path_factory, new_place):
    """A class of two with a written answer each, and a roster."""
    place = new_place(tmp_path_factory.mktemp("gradebook"))
    (place.toml.parent / "rubric.toml").write_text(RUBRIC)
    text = place.toml.read_text().replace(
        '["work.py"]', '["work.py", "answers.md"]\noptional = ["answers.md"]'
    )
    place.toml.write_text(text)
    (place.hand_in("ada") / "answers.md").write_text(ANSWER)
    (place.hand_in("bo", HALF) / "answers.md").write_text(ANSWER)
    (place.folder / "class" / "roster.csv").write_text(ROSTER)
    assert place.grade("--jobs", "2").code == 0
    return place


@pytest.fixture
def place(written, copied):
    return copied(written)


def override(place, target, points, *more, student="bo", reason="a slip of ours", by="Mary"):
    return place.run(*command(target, points, student=student, reason=reason, by=by), *more)


def command(target, points, *, student="bo", reason="a slip of ours", by="Mary"):
    who = ("--student", student, "--target", target, "--points", points)
    return ("gradebook", "override", "out", *who, "--reason", reason, "--by", by)


def files(place):
    return {
        path.relative_to(place.out): path.read_bytes()
        for path in place.out.rglob("*")
        if path.is_file() and not path.name.startswith("gradebook.db")
    }


def shown(place):
    rows = place.run("gradebook", "show", "out", "--json").json
    return {row["submission"]: row for row in rows}


def test_the_grades_in_force_are_a_table(written):
    ended = written.run("gradebook", "show", "out", COLUMNS="120")
    assert ended.code == 0, ended.err
    ada = next(row for row in ended.out.splitlines() if "ada" in row)
    assert ada.split()[:4] == ["ada", "6", "8", "2"]
    assert "waits for a person" in ada
    one = written.run("gradebook", "show", "out", "--student", "bo", "--json").json
    (row,) = one
    assert (row["points"], row["max_points"], row["waiting_points"]) == (4, 8, 2)
    assert (row["status"], row["overrides"], row["tasks"]["double"]) == ("graded", [], 0)


def test_a_decision_is_shown_at_once_in_every_file(place):
    ended = override(place, "task:double", 1.5)
    assert ended.code == 0, ended.err
    assert ended.out == "bo: task:double decided by Mary: points 4 -> 5.5; task:double 0 -> 1.5\n"
    grade = place.grades()["bo"]
    assert (grade["points"], grade["overrides"][0]["by"]) == (5.5, "Mary")
    for name in ("report.html", "report.md", "staff.html"):
        assert "a slip of ours" in (place.out / "bo" / name).read_text(), name
    table = (place.out / "gradebook.csv").read_text(encoding="utf-8")
    row = next(row for row in csv.DictReader(io.StringIO(table)) if row["id"] == "bo")
    assert (row["so_far"], row["double"]) == ("5.5", "1.5")
    assert "1 override" in row["note"]
    assert "5.5" in (place.out / "summary.html").read_text()


def test_a_decision_survives_later_runs_and_force(place):
    assert override(place, "task:double", 1).code == 0
    before = files(place)
    ended = place.grade()
    assert "2 were done already" in ended.err
    assert files(place) == before
    assert place.grade("--force").code == 0
    assert place.points() == {"ada": 6, "bo": 5}
    assert (
        place.grades()["bo"]["overrides"] == json.loads(before[Path("bo/grade.json")])["overrides"]
    )


def test_each_kind_of_target_can_be_decided(place):
    for target, points, wanted in (
        ("check:hidden/test_total.py::test_total[2]", 0.5, 3.5),
        ("task:total", 2, 2),
        ("question:why", 1.5, 3.5),
        ("total", 7, 7),
    ):
        ended = override(place, target, points)
        assert ended.code == 0, ended.err
        assert place.points()["bo"] == wanted, target
    ended = override(place, "rubric:why.scale", 1)
    assert "no points change: they are the same, or a decision stands above" in ended.out
    assert len(place.grades()["bo"]["overrides"]) == 5


def test_a_decision_on_an_answer_falls_with_the_answer(place):
    assert override(place, "question:why", 2).code == 0
    (place.hand_in("bo", HALF) / "answers.md").write_text("## Question 1\n\nNo idea at all.\n")
    assert place.grade().code == 0
    assert place.points()["bo"] == 4
    history = place.run("gradebook", "history", "out", "--student", "bo").out
    assert "question:why = 2 by Mary" in history


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"target": "task:doubel"}, "did you mean 'task:double'"),
        ({"target": "rubric:why.scal"}, "did you mean 'rubric:why.scale'"),
        ({"target": "task:xyz"}, "has no target 'task:xyz'; it has 'task:total', 'task:double'"),
        ({"points": 2.5}, "task:double: expected 0 to 2, found 2.5"),
        ({"points": -1}, "expected 0 to 2, found -1"),
        ({"points": float("nan")}, "expected 0 to 2, found nan"),
        ({"target": "total", "points": 9}, "total: expected 0 to 8, found 9"),
        ({"target": "question:why", "points": 1.3}, "expected a multiple of 0.5, found 1.3"),
        ({"reason": " "}, "expected why behind --reason"),
        ({"by": ""}, "expected who decided behind --by"),
        ({"student": "eve"}, "graded there: ada, bo"),
    ],
)
def test_what_cannot_be_decided_is_named(written, changed, words):
    from autograder.cli.override import Decision, override_grade
    from autograder.errors import SpecError

    typed = {"student": "bo", "target": "task:double", "points": 1, "reason": "why", "by": "Mary"}
    with pytest.raises(SpecError, match=re.escape(words)):
        override_grade(written.out, Decision(**typed | changed), dry_run=True)


def test_a_refused_decision_changes_nothing(place):
    before = files(place), shown(place)
    ended = override(place, "task:doubel", 1)
    assert (ended.code, ended.out) == (2, "")
    assert "has no target 'task:doubel'; did you mean 'task:double'" in ended.err
    assert (files(place), shown(place)) == before


def test_a_dry_run_says_what_would_change_and_writes_nothing(place):
    before = files(place), shown(place)
    ended = override(place, "total", 2, "--dry-run")
    assert ended.code == 0, ended.err
    assert "would be decided, nothing was written by Mary: points 4 -> 2" in ended.out
    assert (files(place), shown(place)) == before


def test_two_at_once_lose_no_decision_and_the_files_show_both(place):
    typed = [
        command("task:total", 3, by="Mary"),
        command("task:double", 1, by="Bo"),
        command("task:double", 1, student="ada", by="Cy"),
    ]
    started = [place.start(*one) for one in typed]
    ended = [(*process.communicate(timeout=300), process.returncode) for process in started]
    assert [code for *_, code in ended] == [0, 0, 0], ended
    assert {one["by"] for one in shown(place)["bo"]["overrides"]} == {"Mary", "Bo"}
    grades = place.grades()
    assert (grades["ada"]["points"], grades["bo"]["points"]) == (5, 4)
    assert {one["by"] for one in grades["bo"]["overrides"]} == {"Mary", "Bo"}
    table = (place.out / "gradebook.csv").read_text(encoding="utf-8")
    assert {row["id"]: row["so_far"] for row in csv.DictReader(io.StringIO(table))} == {
        "ada": "5.0", "bo": "4.0",
    }  # fmt: skip


def test_a_decision_waits_for_another_grader_and_is_refused_in_the_end(place, monkeypatch):
    from autograder.cli import override as command
    from autograder.errors import SandboxError
    from autograder.sandbox.locks import try_lock

    monkeypatch.setattr(command, "_WAIT_SECONDS", 0.1)
    lock = try_lock("grade", place.out)
    typed = {"student": "bo", "target": "total", "points": 1, "reason": "why", "by": "Mary"}
    with pytest.raises(SandboxError, match="another grader is at work"):
        command.override_grade(place.out, command.Decision(**typed), dry_run=False)
    lock.release()
    assert shown(place)["bo"]["overrides"] == []


def test_one_of_several_submissions_of_a_student_is_named(place):
    from autograder.cli.book import grade_of, open_book
    from autograder.errors import SpecError
    from autograder.model import Student

    with open_book(place.out) as book:
        stored = grade_of(book, place.out, "bo").model_copy(update={"student": Student(id="zed")})
        for name in ("late", "early"):
            book.append(stored.model_copy(update={"submission_id": name}))
        with pytest.raises(SpecError, match="has 2 submissions; name one of them: early, late"):
            grade_of(book, place.out, "zed")
        assert grade_of(book, place.out, "late").submission_id == "late"


@pytest.mark.parametrize("mend", ["grade", "override"])
def test_a_decision_that_was_stored_and_not_shown_is_shown_by_the_next_command(place, mend):
    old = {name: (place.out / "bo" / name).read_bytes() for name in ("grade.json", "report.md")}
    assert override(place, "task:double", 1).code == 0
    for name, content in old.items():  # as if the command had been killed before it rendered
        (place.out / "bo" / name).write_bytes(content)
    ended = place.grade() if mend == "grade" else override(place, "total", 1, student="ada")
    assert ended.code == 0, ended.err
    assert place.points()["bo"] == 5
    assert "a slip of ours" in (place.out / "bo" / "report.md").read_text()


def test_the_history_tells_each_step_and_what_it_changed(place):
    assert override(place, "task:double", 1, reason="one\nline").code == 0
    (place.hand_in("bo") / "answers.md").write_text(ANSWER)
    assert place.grade().code == 0
    ended = place.run("gradebook", "history", "out", "--student", "bo")
    assert ended.code == 0, ended.err
    head, *attempts, first, decision, why, regrade = ended.out.splitlines()
    assert head == "bo: 5 / 8, graded, waits for a person"
    assert [one.partition(", sha256:")[0] for one in attempts] == [
        "attempt 1: 5 / 8",
        "attempt 2: 5 / 8",
    ]
    assert attempts[1].endswith("; it counts: the last one")
    none = "\N{EN DASH} ->"
    assert f"graded: points {none} 4; task:total {none} 4; task:double {none} 0" in first
    assert "UTC  task:double = 1 by Mary: points 4 -> 5; task:double 0 -> 1" in decision
    assert why == "    one line"
    assert "graded: submission sha256:" in regrade
    events = place.run("gradebook", "history", "out", "--student", "bo", "--json").json["events"]
    assert [event["override"] is None for event in events] == [True, False, True]
    (change,) = events[2]["changes"]
    assert change["what"] == "submission"
    assert len(change["after"]) == len("sha256:") + 64


def test_exports_come_through_the_entry_points(place):
    assert override(place, "total", 7).code == 0
    for form in ("csv", "json", "canvas"):
        ended = place.run("gradebook", "export", "out", "-o", form, "--format", form)
        assert ended.code == 0, ended.err
        open_ = "1 without settled points, so blank or left out"
        assert ended.out == f"{form}: 2 grades as {form}; {open_}\n"
    table = place.folder.joinpath("csv").read_text(encoding="utf-8")
    names = {row["id"]: (row["name"], row["points"]) for row in csv.DictReader(io.StringIO(table))}
    assert names == {"ada": ("Ada A.", ""), "bo": ("'=Bo()", "7.0")}
    assert json.loads(place.folder.joinpath("json").read_text())[1] == place.grades()["bo"]
    assert place.folder.joinpath("canvas").read_text().splitlines()[2:] == ["'=Bo(),,bo,,,7.0"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("out", "-o", "x.csv", "--format", "xls"), "no exporters entry is named 'xls'"),
        (("out", "-o", "out/gradebook.db"), "is there already"),
        (("class", "-o", "x.csv"), "no gradebook.db in 'class'"),
    ],
)
def test_what_cannot_be_exported_is_refused_in_words(place, arguments, words):
    ended = place.run("gradebook", "export", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert not (place.folder / "x.csv").exists()


def test_a_class_without_a_roster_has_no_ids_for_a_course_system(graded):
    ended = graded.run("gradebook", "export", "out", "-o", "refused.csv", "--format", "canvas")
    assert ended.code == 2
    assert "'ada', 'bo': expected one student each" in ended.err
    assert not list(graded.folder.glob("*refused*"))
