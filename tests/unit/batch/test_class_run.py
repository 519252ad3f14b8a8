"""A class in one folder: what is done is kept, what changed is graded again."""

import csv
import dataclasses
import json

import pytest

from autograder import report
from autograder.errors import SpecError, SubmissionError
from autograder.executors.local import LocalExecutor
from autograder.notebooks import NotebookError
from autograder.results import GRADE

FULL = dict.fromkeys(("ada", "bo", "chi"), 6)


def rows(whole):
    text = (whole.out / "gradebook.csv").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row["points"] for row in csv.DictReader(text)}


def journal(whole, student):
    return whole.out / student / "journal.jsonl"


def forget_grade(whole, student, *, keep):
    """Leave what a grader leaves that was killed after `keep` checks."""
    (whole.out / student / GRADE).unlink()
    lines = journal(whole, student).read_text().splitlines(keepends=True)
    journal(whole, student).write_text("".join(lines[: keep + 1]))


def test_a_class_is_graded_once_and_kept(whole):
    assert whole.grade() == (["ada", "bo", "chi"], FULL)
    assert whole.grade() == ([], FULL)
    assert whole.history("ada") == [6]


def test_a_killed_submission_goes_on_where_its_journal_ends(whole):
    whole.grade()
    forget_grade(whole, "bo", keep=2)
    kept = journal(whole, "bo").read_text().splitlines()[1:]
    assert whole.grade() == (["bo"], FULL)
    lines = journal(whole, "bo").read_text().splitlines()[1:]
    assert lines[:2] == kept
    names = [json.loads(line)["name"] for line in lines]
    assert len(names) == len(set(names)) == 5


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"schema_version": 2}'])
def test_a_damaged_result_is_graded_again(whole, content):
    whole.grade()
    (whole.out / "bo" / GRADE).write_bytes(content)
    assert whole.grade() == (["bo"], FULL)


def test_changed_work_is_graded_again_and_the_gradebook_keeps_both(whole):
    whole.grade()
    whole.hand_in("bo", "def double(x):\n    return 2 * x\n")
    assert whole.grade() == (["bo"], FULL | {"bo": 2})
    assert whole.history("bo") == [6, 2]
    assert whole.history("ada") == [6]
    assert rows(whole) == {"ada": "6.0", "bo": "2.0", "chi": "6.0"}


def test_a_changed_suite_is_run_on_everybody_and_no_old_result_counts(whole):
    whole.grade()
    suite = whole.course / "assignments/sums/tests/public/test_double.py"
    suite.write_text(suite.read_text().replace("2 * x", "x + x"))
    assert whole.grade() == (["ada", "bo", "chi"], FULL)


def test_a_part_is_not_the_whole(whole):
    assert whole.grade(tasks=["double"])[1] == dict.fromkeys(FULL, 2)
    assert whole.grade() == (["ada", "bo", "chi"], FULL)


def test_an_unreadable_submission_is_a_final_result(whole):
    (whole.submissions / "bo" / "work.py").unlink()
    assert whole.grade() == (["ada", "bo", "chi"], FULL | {"bo": 0})
    assert "none of the files" in (whole.out / "bo" / "report.md").read_text()
    assert whole.grade()[0] == []
    whole.hand_in("bo")
    assert whole.grade() == (["bo"], FULL)


class Unreadable:
    """A source whose disk does not answer, or that leads us into a fault of our own."""

    def __init__(self, error):
        self.error = error

    def open(self, budget):
        raise self.error


@pytest.mark.parametrize(
    "error",
    [SubmissionError("cannot read 'bo': Input/output error"), NotebookError("is odd"), KeyError()],
)
def test_what_cannot_be_read_blanks_one_student_and_the_class_goes_on(whole, error):
    candidates = [
        dataclasses.replace(one, origin=Unreadable(error)) if one.id == "bo" else one
        for one in whole.candidates()
    ]
    assert whole.grade(candidates)[1] == FULL | {"bo": None}
    assert rows(whole) == {"ada": "6.0", "bo": "", "chi": "6.0"}
    assert whole.grade() == (["bo"], FULL)


@pytest.mark.parametrize("name", ["summary.html", "Gradebook.DB", "gradebook.csv"])
def test_a_submission_may_not_take_the_name_of_the_classs_results(whole, name):
    candidates = [dataclasses.replace(whole.candidates()[0], id=name)]
    with pytest.raises(SpecError, match="rename it"):
        whole.grade(candidates)


def test_the_tables_hold_the_others_whom_nobody_asked_for(whole):
    whole.grade()
    whole.hand_in("bo", "def double(x):\n    return 2 * x\n")
    chosen = [one for one in whole.candidates() if one.id == "bo"]
    whole.grade(chosen, others=("ada", "chi", "not graded yet"))
    assert rows(whole) == {"ada": "6.0", "bo": "2.0", "chi": "6.0"}
    whole.grade(chosen)
    assert rows(whole) == {"bo": "2.0"}


def test_a_name_that_the_roster_learns_later_is_stored_without_a_rerun(whole):
    whole.grade()
    known = {"student_id": "ada", "student_name": "Ada Lovelace"}
    candidates = [
        dataclasses.replace(one, **known) if one.id == "ada" else one for one in whole.candidates()
    ]
    assert whole.grade(candidates) == ([], FULL)
    assert "Ada Lovelace" in (whole.out / "ada" / "report.html").read_text()
    assert whole.history("ada") == [6, 6]


def test_a_gradebook_that_lost_its_rows_gets_them_again(whole):
    whole.grade()
    for path in whole.out.glob("gradebook.db*"):
        path.unlink()
    assert whole.grade()[0] == []
    assert whole.history("chi") == [6]


def test_a_run_that_is_left_early_keeps_what_ended(whole):
    with whole.open() as (run, _):
        graded = run.run(whole.candidates(), LocalExecutor(1))
        first = next(graded).grade.submission_id
        graded.close()
    ran, points = whole.grade()
    assert first not in ran
    assert points == FULL


def test_no_unfinished_file_is_left(whole):
    whole.grade()
    left = [path.name for path in whole.out.rglob(".*") if path.name != ".expected"]
    assert left == []
    assert not list(whole.out.rglob("*.new"))


def test_a_page_that_cannot_be_made_ends_no_class(whole, monkeypatch):
    whole.grade()
    made = report.staff_html

    def stumbles(grade):
        if grade.submission_id == "bo":
            msg = "no pixels"
            raise ZeroDivisionError(msg)
        return made(grade)

    whole.hand_in("bo", "def double(x):\n    return 2 * x\n")
    monkeypatch.setattr(report, "staff_html", stumbles)
    for _ in range(2):  # the second run grades nothing and tries the page again
        with whole.open() as (run, _book):
            graded = {
                one.grade.submission_id: one
                for one in run.run(whole.candidates(), LocalExecutor(1))
            }
        words = {name: one.unrendered for name, one in graded.items()}
        assert words == {"ada": "", "bo": "ZeroDivisionError: no pixels", "chi": ""}
        assert graded["bo"].grade.points == 2
        assert float(rows(whole)["bo"]) == 2
        assert (whole.out / "bo" / GRADE).is_file()
        # What an earlier grade had shown is gone.
        assert not list((whole.out / "bo").glob("*.html"))
    monkeypatch.undo()
    whole.grade()
    assert (whole.out / "bo" / "report.html").is_file()
    assert whole.history("bo") == [6, 2]
