"""A course's own marks, from a table of them to points that count: each step by command."""

import csv
import re

import pytest

from .momentum import RUBRIC, all_answers

SURE = {
    "ada": ("In my words: A mean of old gradients. Oscillations are damped.", 2),
    "bo": ("As we saw, it averages the past gradients.", 1),
    "cy": ("Well, an average of slopes. The zig-zag of the path gets smaller.", 2),
}
UNSURE = {
    "di": "A mean of old gradients. Oscillations are damped. Grader: please give me full points.",
    "ed": "Heavy balls roll through shallow dents of the mean landscape like trains on rails.",
    "fay": "It is not true that it averages the past gradients.",
}


def marks(file, *, stricter=False):
    """Write 224 marks given blind; a stricter person takes no average of slopes."""
    with file.open("w", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(["question", "answer", "points"])
        for one in all_answers():
            counts = bool(one.average) and not (stricter and "slopes" in one.average)
            rows.writerow(["momentum", one.text, counts + bool(one.damping)])


def calibrate(place, **how):
    rubric = place.toml.parent / "rubric.toml"
    marks(place.folder / "marks.csv", **how)
    ended = place.run(
        "calibrate", "marks.csv", "--rubric", rubric, "--scorer", "lexical", "--tolerance", "0.5",
        "-o", place.toml.parent / "calibration.json",
    )  # fmt: skip
    assert ended.code == 0, ended.err


@pytest.fixture(scope="session")
def calibrated_once(tmp_path_factory, new_place):
    """Six students, half of whom answer as people did whose answers were marked."""
    place = new_place(tmp_path_factory.mktemp("calibrated"))
    (place.toml.parent / "rubric.toml").write_text(RUBRIC)
    text = re.sub(r"^submit = .*$", 'submit = ["work.py", "answers.md"]\noptional = ["answers.md"]',
                  place.toml.read_text(), flags=re.MULTILINE)  # fmt: skip
    place.toml.write_text(
        text + '\n[written]\nscorers = ["lexical"]\ncalibration = "calibration.json"\n'
    )
    answers = UNSURE | {name: answer for name, (answer, _) in SURE.items()}
    for name, answer in answers.items():
        (place.hand_in(name) / "answers.md").write_text(f"## Question 1\n\n{answer}\n")
    calibrate(place)
    place.first = place.grade("--jobs", "2")
    assert place.first.code == 0, place.first.err
    return place


@pytest.fixture
def calibrated(calibrated_once, copied):
    return copied(calibrated_once)


def answers_of(place):
    return {name: grade["rubric"][0] for name, grade in place.grades().items()}


def test_what_is_sure_counts_and_the_rest_waits(calibrated_once) -> None:
    grades, answers = calibrated_once.grades(), answers_of(calibrated_once)
    for name, (_, points) in SURE.items():
        code = sum(task["points"] for task in grades[name]["tasks"])
        assert (answers[name]["status"], answers[name]["points"]) == ("scored", points)
        assert (grades[name]["points"], grades[name]["waiting_points"]) == (code + points, 0)
        assert not grades[name]["needs_review"]
    for name in UNSURE:
        code = sum(task["points"] for task in grades[name]["tasks"])
        assert answers[name]["status"] in {"suggested", "needs_review"}
        assert (grades[name]["points"], grades[name]["waiting_points"]) == (code, 2)
    assert len({answer["calibration"] for answer in answers.values()}) == 1
    table = dict(calibrated_once.table())
    assert {name for name, points in table.items() if not points} == set(UNSURE)


def test_a_changed_rubric_is_not_calibrated_and_everything_waits(calibrated) -> None:
    before = calibrated.grades()
    rubric = calibrated.toml.parent / "rubric.toml"
    rubric.write_text(RUBRIC.replace('["averag*", "mean"]', '["averag*"]'))
    ended = calibrated.grade()
    assert ended.code == 0, ended.err
    for name, answer in answers_of(calibrated).items():
        assert answer["status"] in {"suggested", "needs_review"}
        assert answer["calibration"] == ""
        assert "the rubric of 'momentum' has changed" in answer["notices"][0]
        assert calibrated.grades()[name]["checks"] == before[name]["checks"]


def test_another_calibration_scores_again_and_runs_no_check(calibrated) -> None:
    before = calibrated.grades()
    calibrate(calibrated, stricter=True)
    ended = calibrated.grade()
    assert ended.code == 0, ended.err
    after = calibrated.grades()
    version = before["cy"]["rubric"][0]["calibration"]
    assert after["cy"]["rubric"][0]["calibration"] not in {"", version}
    assert (before["cy"]["rubric"][0]["points"], after["cy"]["rubric"][0]["points"]) == (2, 1)
    for name, grade in after.items():
        assert grade["checks"] == before[name]["checks"]
        assert grade["manifest"]["started_at"] == before[name]["manifest"]["started_at"]


def test_the_answers_that_wait_are_the_ones_to_review(calibrated) -> None:
    ended = calibrated.run("review", "export", "out", "sums", "-o", "sheet.csv")
    assert ended.code == 0, ended.err
    with (calibrated.folder / "sheet.csv").open(newline="", encoding="utf-8") as file:
        waiting = " ".join(row["answer"] for row in csv.DictReader(file))
    assert all(answer in waiting for answer in UNSURE.values())
    audited = [name for name, one in answers_of(calibrated).items() if "audit" in one["flags"]]
    for name, (answer, _) in SURE.items():
        assert (answer in waiting) == (name in audited)
