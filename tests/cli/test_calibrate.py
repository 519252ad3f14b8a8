import csv
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from .momentum import RUBRIC, all_answers

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")


@pytest.fixture
def course(tmp_path):
    (tmp_path / "rubric.toml").write_text(RUBRIC)
    with (tmp_path / "grades.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["question", "answer", "points", "group", "blind"])
        for one in all_answers():
            points = bool(one.average) + bool(one.damping)
            group = f"g{len(one.opening) % 2}"
            rows.writerow(["momentum", one.text, points, group, "yes"])
        rows.writerow(["momentum", "It averages.", 1, "g1", "no"])

    def run(*arguments, threads=1):
        return subprocess.run(
            [sys.executable, "-m", "autograder", *arguments, "--scorer", "lexical"],
            check=False, cwd=tmp_path, capture_output=True, text=True, timeout=300,
            env=os.environ | dict.fromkeys(THREADS, str(threads)),
        )  # fmt: skip

    run.folder = tmp_path
    return run


def calibrated(course, out="calibration.json", plot="", **more):
    more_words = ("--rubric", "rubric.toml", "--tolerance", "0.5", "-o", out)
    more_words += ("--plot", plot) if plot else ()
    return course("calibrate", "grades.csv", *more_words, **more)


def test_a_course_is_calibrated_and_its_agreement_shown(course) -> None:
    ended = calibrated(course, plot="learnt.svg")
    assert ended.returncode == 0, ended.stderr
    assert "lexical/1, held out: 224 blind marks" in ended.stdout
    assert "left out: 1 not blind" in ended.stdout
    assert "automatic: 1" in ended.stdout
    assert "not calibrated" not in (course.folder / "learnt.svg").read_text()
    assert "keep it private" in ended.stdout
    ended = course(
        "agreement", "grades.csv", "--rubric", "rubric.toml", "--calibration", "calibration.json",
        "-o", "plot.svg", "--json",
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert found["answers"] == 224
    assert found["automatic"] > 50
    assert {one["name"] for one in found["groups"]} == {"g0", "g1"}
    assert ET.parse(course.folder / "plot.svg").getroot().tag.endswith("svg")


def test_any_order_and_any_threads_give_the_same_bytes(course) -> None:
    assert calibrated(course, threads=1).returncode == 0
    file = course.folder / "grades.csv"
    head, *rows = file.read_text().splitlines()
    file.write_text("\n".join([head, *rows[::-1]]) + "\n")
    assert calibrated(course, "again.json", threads=4).returncode == 0
    first = (course.folder / "calibration.json").read_bytes()
    assert (course.folder / "again.json").read_bytes() == first


def test_agreement_without_a_calibration_is_shown_as_a_page(course) -> None:
    ended = course("agreement", "grades.csv", "--rubric", "rubric.toml", "-o", "page.html")
    assert ended.returncode == 0, ended.stderr
    assert "lexical/1, cold: 224 blind marks" in ended.stdout
    assert "kappa" in ended.stdout
    page = (course.folder / "page.html").read_text()
    assert "<svg" in page
    assert "<script" not in page
    assert "not calibrated" in page


def test_what_cannot_be_is_told_in_words(course) -> None:
    file = course.folder / "grades.csv"
    file.write_text("question,answer,points\nmomentum,x,3\n")
    ended = calibrated(course)
    assert ended.returncode == 2
    assert "grades.csv:2: points: expected a number from 0 to 2, found '3'" in ended.stderr
    file.write_text("question,answer,points\nmomentum,x,1\n")
    ended = calibrated(course)
    assert ended.returncode == 2
    assert "expected at least 30 blind grades, found 1" in ended.stderr
    assert not (course.folder / "calibration.json").exists()
    ended = course("agreement", "grades.csv", "--rubric", "rubric.toml", "-o", "plot.png")
    assert "a name that ends in .svg or .html" in ended.stderr
