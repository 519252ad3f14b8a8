"""`autograder report`: what was stored, rendered again."""

import json

import pytest


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("terminal", "Total"),
        ("markdown", "# "),
        ("html", "<!doctype html>"),
        ("json", '"tasks"'),
        ("staff", "<!doctype html>"),
    ],
)
def test_a_report_is_shown_in_each_format(graded, form, words):
    ended = graded.run("report", "out", "--student", "bo", "--format", form)
    assert ended.code == 0
    assert ended.err == ""
    assert words.lower() in ended.out.lower()


def test_json_is_one_document_without_what_students_must_not_see(graded):
    ended = graded.run("report", "out", "--student", "bo", "--format", "json")
    assert json.loads(ended.out)["points"] == 4
    assert "test_total" not in ended.out


def test_the_files_are_written_again_with_the_tables(graded_copy):
    names = ("summary.html", "gradebook.csv", "ada/report.html", "ada/report.md", "ada/staff.html")
    before = {name: (graded_copy.out / name).read_text() for name in names}
    for name in names:
        (graded_copy.out / name).unlink()
    ended = graded_copy.run("report", "out")
    assert (ended.code, ended.out) == (0, "")
    assert {name: (graded_copy.out / name).read_text() for name in names} == before


def test_one_students_files_leave_the_tables_whole(graded_copy):
    assert graded_copy.run("report", "out", "--student", "ada").code == 0
    assert [name for name, _ in graded_copy.table()] == ["ada", "bo"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("out", "--format", "pdf"), "choose one of: files, terminal"),
        (("out", "--student", "eve"), "no grade of 'eve'"),
        (("nowhere",), "no grade to report in 'nowhere'"),
        (("out", "--format", "json"), "name one with --student"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(graded, arguments, words):
    ended = graded.run("report", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err


def test_a_broken_grade_is_named(graded_copy):
    (graded_copy.out / "bo/grade.json").write_text("{}")
    ended = graded_copy.run("report", "out", "--format", "terminal")
    assert ended.code == 2
    assert "bo/grade.json' is not a grade" in ended.err
    assert "grade that submission again" in ended.err
