"""`autograder grade`: scores, files, options, exit codes."""

import json
import zipfile

import pytest

FILES = {
    *("grade.json", "journal.jsonl", "submission.zip"),
    *("report.html", "report.md", "staff.html"),
}


def test_a_class_is_graded_into_reports_tables_and_gradebook(graded):
    assert graded.first.code == 0
    assert graded.points() == {"ada": 6, "bo": 4}
    for student in ("ada", "bo"):
        assert {path.name for path in (graded.out / student).iterdir()} == FILES
    assert {"summary.html", "gradebook.csv", "gradebook.db"} < {
        path.name for path in graded.out.iterdir()
    }
    assert not list(graded.out.glob("**/*.lock"))


def test_results_go_to_stdout_and_progress_to_stderr(graded):
    assert "ada" in graded.first.out
    assert "summary.html" in graded.first.out
    assert "[2/2]" in graded.first.err
    assert "not isolated" in graded.first.err


def test_the_table_of_a_class_has_a_row_for_each_student(graded):
    assert graded.table() == [("ada", "6.0"), ("bo", "4.0")]


def test_a_second_run_keeps_what_is_done(graded_copy):
    ended = graded_copy.grade()
    assert ended.code == 0
    assert "2 were done already" in ended.err
    assert "reference" not in ended.err


def test_a_changed_submission_alone_is_graded_again(graded_copy):
    graded_copy.hand_in("bo")
    ended = graded_copy.grade()
    assert "1 were done already" in ended.err
    assert graded_copy.points() == {"ada": 6, "bo": 6}


def test_a_changed_suite_is_run_anew_on_reference_and_class(graded_copy):
    suite = graded_copy.course / "assignments/sums/tests/hidden/test_total.py"
    suite.write_text(suite.read_text() + "\n# stricter\n")
    ended = graded_copy.grade()
    assert "reference" in ended.err
    assert "done already" not in ended.err


def test_more_time_for_a_submission_grades_it_again(graded_copy):
    ended = graded_copy.grade("--timeout", "500", "--student", "ada")
    assert ended.code == 0
    assert "done already" not in ended.err


def test_json_alone_is_on_stdout(graded_copy):
    ended = graded_copy.grade("--json")
    assert ended.code == 0
    assert [(row["submission"], row["points"], row["isolated"]) for row in ended.json] == [
        ("ada", 6, False),
        ("bo", 4, False),
    ]
    assert ended.json[1]["tasks"] == {"total": 4, "double": 0}
    assert "not isolated" in ended.err


@pytest.mark.parametrize(("percent", "code"), [("60", 0), ("70", 1)])
def test_a_threshold_decides_the_exit_code(graded_copy, percent, code):
    assert graded_copy.grade("--fail-under", percent).code == code


def test_one_student_is_graded_and_the_tables_keep_the_class(graded_copy):
    graded_copy.hand_in("bo")
    ended = graded_copy.grade("--student", "bo")
    assert ended.code == 0
    assert "[1/1] bo: 6/6" in ended.err
    assert graded_copy.table() == [("ada", "6.0"), ("bo", "6.0")]
    assert "ada" in (graded_copy.out / "summary.html").read_text()


def test_one_task_is_graded_and_does_not_count_as_the_whole(graded_copy):
    ended = graded_copy.grade("--only", "double", out="part")
    assert ended.code == 0
    assert graded_copy.points("part") == {"ada": 2, "bo": 0}
    ended = graded_copy.grade(out="part")
    assert ended.code == 2
    assert "'part' holds grades of 'sums' (only double)" in ended.err


def test_a_roster_among_the_submissions_is_used_and_who_is_missing_named(graded_copy):
    roster = "id,name,email\nada,Ada Lovelace,ada@example.org\nzoe,Zoe Zuse,\n"
    (graded_copy.folder / "class" / "roster.csv").write_text(roster)
    ended = graded_copy.grade("--json")
    assert ended.code == 0
    assert len(ended.json) == 2
    assert "no submission from 1 of the roster: zoe (Zoe Zuse)" in ended.err
    rows = (graded_copy.folder / "out" / "gradebook.csv").read_text().splitlines()
    assert rows[-1].startswith("zoe,Zoe Zuse,,not submitted,,,")
    strangers = [row for row in rows if row.endswith("not on the roster; run without isolation")]
    assert [row.partition(",")[0] for row in strangers] != ["ada"]
    assert len(strangers) == len(rows) - 3
    assert "not on the roster, graded all the same" in ended.err
    assert graded_copy.run("report", "out").code == 0
    assert (graded_copy.folder / "out" / "gradebook.csv").read_text().splitlines() == rows
    assert "Zoe Zuse" in (graded_copy.folder / "out" / "summary.html").read_text()
    assert graded_copy.grades()["ada"]["student"]["name"] == "Ada Lovelace"
    assert "Ada Lovelace" in (graded_copy.out / "gradebook.csv").read_text()


def test_a_roster_from_elsewhere_is_used(graded_copy):
    (graded_copy.folder / "list.csv").write_text("id;name\nbo;Bo Peep\n")
    ended = graded_copy.grade("--roster", "list.csv")
    assert ended.code == 0
    assert "Bo Peep" in ended.out


def test_a_zip_of_a_class_is_graded_from_within_the_course(graded_copy):
    archive = graded_copy.folder / "all.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.write(graded_copy.folder / "class/bo/work.py", "bo/work.py")
        target.write(graded_copy.folder / "class/ada/work.py", "ada/work.py")
    inside = ("--course", "course/assignments/sums", "--sandbox", "process", "--json")
    ended = graded_copy.run("grade", "sums", "all.zip", "-o", "out", *inside)
    assert [(row["submission"], row["points"]) for row in ended.json] == [("ada", 6), ("bo", 4)]


def test_an_unreadable_submission_is_a_result(graded_copy):
    folder = graded_copy.folder / "class" / "chi"
    folder.mkdir()
    (folder / "essay.txt").write_text("sorry")
    ended = graded_copy.grade("--json")
    assert ended.code == 0
    row = ended.json[2]
    assert (row["submission"], row["status"], row["points"]) == ("chi", "unreadable", 0)
    assert "work.py" in row["problem"]


def test_the_secret_of_the_course_is_made_once_or_given(graded_copy):
    secret = graded_copy.course / ".autograder" / "secret"
    assert secret.stat().st_mode & 0o077 == 0
    ended = graded_copy.grade("--student", "ada", AUTOGRADER_SECRET="another")
    assert "done already" not in ended.err
    seeds = [check["seed"] for check in graded_copy.grades()["ada"]["checks"]]
    assert seeds != [check["seed"] for check in graded_copy.grades()["bo"]["checks"]]
    assert "another" not in json.dumps(graded_copy.grades()["ada"])
