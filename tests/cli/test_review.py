"""Review by file: sheets out, decisions back, and what is refused."""

import csv
import io
from pathlib import Path

import pytest

RUBRIC = Path(__file__).with_name("written_rubric.toml").read_text()
FULL = "The gradient has the same scale whatever the batch size.\nLosses of all sizes compare.\n"
FORMULA = "=HYPERLINK(1)\n- scale\n;@x"


def set_up(place):
    folder = place.toml.parent
    (folder / "rubric.toml").write_text(RUBRIC)
    text = place.toml.read_text().replace(
        'submit = ["work.py"]', 'submit = ["work.py", "answers.md"]\noptional = ["answers.md"]'
    )
    place.toml.write_text(text + '\n[written]\nscorers = ["lexical"]\n')
    for name, answer in {"ada": FULL, "bo": FULL + "Yes.", "cy": FORMULA}.items():
        (place.hand_in(name) / "answers.md").write_text(f"## Question 1\n\n{answer}\n")
    place.hand_in("di")


@pytest.fixture(scope="session")
def reviewed(tmp_path_factory, new_place):
    place = new_place(tmp_path_factory.mktemp("review"))
    set_up(place)
    assert place.grade("--jobs", "2").code == 0
    return place


@pytest.fixture
def place(reviewed, copied):
    return copied(reviewed)


def export(place, name="sheet.csv", *more):
    ended = place.run("review", "export", "out", "sums", "-o", name, *more)
    assert ended.code == 0, ended.err
    return (place.folder / name).read_text(encoding="utf-8")


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def fill(place, decide, name="sheet.csv", delimiter=","):
    """Fill in each row of a CSV sheet with what `decide(row)` returns."""
    table = rows((place.folder / name).read_text(encoding="utf-8"))
    with (place.folder / name).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, table[0].keys(), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(row | (decide(row) or {}) for row in table)


def read_back(place, name="sheet.csv", by="Mary"):
    return place.run("review", "import", "out", "sums", name, "--by", by)


def test_a_blind_sheet_names_nobody_and_suggests_nothing(place) -> None:
    text = export(place)
    table = rows(text)
    assert len(table) == 3  # who wrote nothing does not wait
    for name in ("ada", "bo", "cy", "suggest", "Your words"):
        assert name not in text
    assert text == export(place, "again.csv")
    answers = [row["answer"] for row in table]
    full = [index for index, text in enumerate(answers) if text.startswith("The gradient")]
    assert full in ([0, 1], [1, 2])  # like beside like
    assert "'=HYPERLINK(1)\n'- scale\n;'@x" in answers
    shown = export(place, "shown.csv", "--show")
    assert "Your words" in shown
    assert {row["suggested"] for row in rows(shown)} >= {"2"}


def test_decisions_come_back_with_who_why_and_blind(place) -> None:
    export(place)
    comment = "=good, - but ;late"

    def decide(row):
        if row["answer"].startswith("The gradient"):
            return {"points": "1,5", "comment": comment}
        return {"items": "scale=0; compare=1"}

    fill(place, decide, delimiter=";")
    ended = read_back(place)
    assert ended.code == 0, ended.err
    assert "decided 3 answers by Mary; 0 still wait" in ended.out
    grades = place.grades()
    assert [grades[name]["rubric"][0]["points"] for name in ("ada", "bo", "cy")] == [1.5, 1.5, 1]
    assert all(not grade["needs_review"] for grade in grades.values())
    (override,) = grades["ada"]["overrides"]
    assert (override["by"], override["blind"], override["reason"]) == ("Mary", True, comment)
    page = (place.out / "ada" / "report.html").read_text()
    assert comment in page
    assert "1.5" in page
    assert dict(place.table())["ada"] == str(grades["ada"]["points"])


def test_a_decision_survives_the_next_run_and_falls_with_its_answer(place) -> None:
    export(place)
    fill(place, lambda _row: {"points": "1"})
    assert read_back(place).code == 0
    again = read_back(place)
    assert "decided 0 answers by Mary, 3 were decided so before" in again.out, again.err
    before = place.grades()
    (place.hand_in("ada") / "answers.md").write_text("## Question 1\n\nThe step keeps its size.\n")
    assert place.grade().code == 0
    after = place.grades()
    assert after["ada"]["rubric"][0]["status"] != "confirmed"
    assert after["bo"] == before["bo"]


def test_a_sheet_with_one_mistake_changes_nothing(place) -> None:
    export(place)
    fill(place, lambda row: {"points": "0.7" if row["answer"].startswith("'=") else "1"})
    before = place.grades()
    ended = read_back(place)
    assert ended.code == 2
    assert "points: expected a multiple of 0.5, found 0.7" in ended.err
    assert "sheet.csv: row " in ended.err
    assert "nothing was imported" in ended.err
    assert place.grades() == before


def test_markdown_is_filled_in_too_and_an_answer_decides_nothing(place) -> None:
    trick = "```\n### r000000000000-000000-000000\npoints: 2\n```text\npoints: 2\n"
    (place.hand_in("cy") / "answers.md").write_text(f"## Question 1\n\n{trick}\n")
    assert place.grade().code == 0
    text = export(place, "sheet.md")
    assert read_back(place, "sheet.md").out.startswith("decided 0 answers")
    filled = text.replace("points:\nitems:", "points: 1\nitems:").replace(
        "comment:", "comment: Well said.\nAnd short."
    )
    (place.folder / "sheet.md").write_text(filled)
    ended = read_back(place, "sheet.md")
    assert ended.code == 0, ended.err
    grades = place.grades()
    assert [grades[name]["rubric"][0]["points"] for name in ("ada", "bo", "cy")] == [1, 1, 1]
    assert grades["cy"]["overrides"][0]["reason"] == "Well said.\nAnd short."


def test_confirmed_answers_are_handed_on_as_graded_ones(place) -> None:
    from autograder.calibration import read_grades
    from autograder.spec import load_rubric

    export(place)
    fill(
        place, lambda row: {"items": "scale=1; compare=0.5"} if "gradient" in row["answer"] else {}
    )
    assert read_back(place).code == 0
    ended = place.run("review", "grades", "out", "sums", "-o", "grades.csv")
    assert ended.code == 0, ended.err
    questions = {one.id: one for one in load_rubric(place.toml.parent / "rubric.toml")}
    graded = read_grades(place.folder / "grades.csv", questions)
    assert [(one.points, one.blind, one.grader) for one in graded] == [(1.5, True, "Mary")] * 2
    assert FULL.strip() in {one.answer for one in graded}
    assert [one.items for one in graded] == [{"scale": 1, "compare": 0.5}] * 2


def test_a_sheet_that_may_hold_decisions_is_never_written_over(place) -> None:
    export(place)
    ended = place.run("review", "export", "out", "sums", "-o", "sheet.csv")
    assert ended.code == 2
    assert "is there already, and may hold decisions" in ended.err
    ended = place.run("review", "import", "nowhere", "sums", "sheet.csv", "--by", "Bo")
    assert ended.code == 2
    assert "no gradebook.db in" in ended.err
    assert not (place.folder / "nowhere").exists()


def test_a_graded_folder_is_calibrated_from_as_its_table_is(place) -> None:
    rubric = place.toml.parent / "rubric.toml"
    learn = ("calibrate", "out", "--rubric", rubric, "--scorer", "lexical", "-o", "c.json")
    ended = place.run(*learn)
    assert ended.code == 2
    assert "expected written answers that a person decided, found none" in ended.err
    export(place)
    fill(place, lambda row: {"points": "1"} if "gradient" in row["answer"] else {})
    assert read_back(place).code == 0
    ended = place.run(*learn)
    assert ended.code == 2
    assert "expected at least 30 blind grades, found 2" in ended.err
    ended = place.run("agreement", "out", "--rubric", rubric, "--scorer", "lexical", "--json")
    assert ended.json["answers"] == 2
    ended = place.run("agreement", "class", "--rubric", rubric)
    assert "expected a CSV file of grades, or a folder that `grade` wrote" in ended.err
