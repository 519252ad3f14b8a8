"""Written answers from the folder of a student to report, table and gradebook."""

import json
import re
from pathlib import Path

import pytest

RUBRIC = Path(__file__).with_name("written_rubric.toml").read_text()
FULL = "The gradient has the same scale whatever the batch size.\nLosses of all sizes compare.\n"


@pytest.fixture(scope="session")
def graded_once(tmp_path_factory, new_place):
    """The tiny course with one question; three students: an answer, none, markup."""
    place = new_place(tmp_path_factory.mktemp("written"))
    (place.toml.parent / "rubric.toml").write_text(RUBRIC)
    text = place.toml.read_text()
    text = re.sub(r"^submit = .*$", 'submit = ["work.py", "answers.md"]\noptional = ["answers.md"]',
                  text, flags=re.MULTILINE)  # fmt: skip
    place.toml.write_text(text + '\n[written]\nscorers = ["lexical"]\n')
    answers = {
        "ada": f"# Answers\n\n## Question 1\n\n{FULL}",
        "bo": None,
        "cy": "## Question 1\n<script>alert(1)</script> The batch size & [x](javascript:1)\n",
    }
    for name, answer in answers.items():
        handed_in = place.hand_in(name)
        if answer is not None:
            (handed_in / "answers.md").write_text(answer)
    place.first = place.grade("--jobs", "2")
    return place


@pytest.fixture
def written(graded_once, copied):
    return copied(graded_once)


def test_suggested_points_wait_and_nothing_else_does(graded_once) -> None:
    assert graded_once.first.code == 0, graded_once.first.err
    grades = graded_once.grades()
    ada, bo = grades["ada"], grades["bo"]
    code = sum(task["points"] for task in ada["tasks"])
    assert (ada["points"], ada["waiting_points"], ada["needs_review"]) == (code, 2, True)
    assert ada["max_points"] == code + 2
    found = ada["rubric"][0]
    assert (found["status"], found["points"]) == ("suggested", 2)
    quote = found["items"][0]["evidence"]
    assert found["answer"][quote["start"] : quote["end"]] == quote["text"]
    assert (bo["points"], bo["waiting_points"]) == (code, 0)
    assert "no answer under the heading 'Question 1'" in bo["rubric"][0]["note"]
    assert (bo["rubric"][0]["status"], bo["rubric"][0]["points"]) == ("scored", 0)


def test_the_student_reads_their_words_and_no_suggestion(written) -> None:
    page = (written.out / "ada" / "report.html").read_text()
    assert "whatever the batch size" in page
    assert "Why is the loss averaged" in page
    assert "<mark>" not in page
    for secret in ("does not depend on how many", "Your words", "suggested"):
        assert secret not in page
    staff = (written.out / "ada" / "staff.html").read_text()
    assert "does not depend on how many" in staff
    assert "lexical/" in staff
    hostile = (written.out / "cy" / "report.html").read_text()
    assert "<script>" not in hostile
    assert "&lt;script&gt;" in hostile


def test_a_changed_rubric_scores_again_and_runs_no_check(written) -> None:
    before = written.grades()["ada"]
    file = written.toml.parent / "rubric.toml"
    file.write_text(RUBRIC.replace('[["compar*"], ["size*", "batch*"]]', '[["likened"]]'))
    ended = written.grade()
    assert ended.code == 0, ended.err
    after = written.grades()["ada"]
    assert after["rubric"][0]["points"] == 1
    assert after["checks"] == before["checks"]
    assert after["manifest"]["started_at"] == before["manifest"]["started_at"]
    assert after["manifest"]["rubric_hash"] != before["manifest"]["rubric_hash"]


def test_a_scored_answer_stands_until_it_is_forced(written) -> None:
    stored = written.out / "ada" / "grade.json"
    marked = stored.read_text().replace("Your words", "Marked words")
    stored.write_text(marked)
    written.grade()
    assert stored.read_text() == marked
    written.grade("--force")
    assert "Marked words" not in stored.read_text()


def test_items_are_shown_where_the_assignment_says_so(written) -> None:
    text = written.toml.read_text()
    written.toml.write_text(text + 'show = "items"\n')
    before = written.grades()["bo"]
    assert written.grade().code == 0
    after = written.grades()["bo"]
    assert after["checks"] == before["checks"]
    assert after["feedback_written"] == "items"
    assert "does not depend on how many" in (written.out / "bo" / "report.html").read_text()
    assert "does not depend on how many" not in (written.out / "ada" / "report.html").read_text()


def test_the_class_table_says_what_waits(written) -> None:
    text = (written.out / "gradebook.csv").read_text()
    rows = [dict(zip(text.splitlines()[0].split(","), one.split(","), strict=False))
            for one in text.splitlines()[1:]]  # fmt: skip
    ada = next(row for row in rows if row["id"] == "ada")
    assert (ada["points"], ada["waiting"]) == ("", "2.0")
    bo = next(row for row in rows if row["id"] == "bo")
    assert bo["points"]
    assert (bo["waiting"], bo["why"]) == ("0", "0.0")
    assert (ada["so_far"], ada["why"]) == (bo["points"], "")
    assert json.loads((written.out / "ada" / "grade.json").read_text())["waiting_points"] == 2


def test_a_mistake_in_the_rubric_is_told_with_its_line(written) -> None:
    file = written.toml.parent / "rubric.toml"
    file.write_text(RUBRIC.replace("answers.md#Question 1", "answer.md#Question 1"))
    ended = written.grade()
    assert ended.code == 2
    assert "rubric.toml:3: 'source' of question 'why'" in ended.err
    assert "did you mean 'answers.md'?" in ended.err
