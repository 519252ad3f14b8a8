"""`autograder verify` as an author types it."""

import json
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "unit" / "authoring" / "verify" / "course"


@pytest.fixture
def tiny(place):
    """The course `penalties` of verify's own tests, ready to be typed at."""
    shutil.copytree(TINY, place.folder / "tiny")

    def verify(*options, code=0):
        command = ("verify", *options, "--course", "tiny", "--sandbox", "process")
        ended = place.run(*command)
        assert ended.code == code, ended
        return ended

    verify.folder = place.folder
    verify.assignment = place.folder / "tiny" / "assignments" / "penalties"
    return verify


def test_a_course_that_holds_has_its_matrix_on_the_terminal_as_a_page_and_as_json(tiny):
    ended = tiny("--seeds", "2", "--sample-seeds", "4", "-o", "proof")
    assert "penalties: all holds" in ended.out
    assert re.search(r"^adds +3 +##│·$", ended.out, re.MULTILINE)
    assert re.search(r"^not_squared +2 +··│#$", ended.out, re.MULTILINE)
    assert "0 failures in 2 runs of the reference" in ended.out
    assert "neither Docker" in ended.out
    page = (tiny.folder / "proof" / "penalties.html").read_text(encoding="utf-8")
    assert "All holds." in page
    assert "<script" not in page
    assert not re.search(r"(src|href)=", page)
    report = json.loads((tiny.folder / "proof" / "penalties.json").read_text(encoding="utf-8"))
    assert report["holds"] is True
    assert [row["name"] for row in report["rows"] if row["kind"] == "mistake"] == [
        "adds",
        "not_squared",
    ]
    runs = {row["kind"]: row["runs"] for row in report["rows"]}
    assert (runs["right"], runs["wrong"], runs["mistake"]) == (4, 4, 1)


def test_what_does_not_hold_is_an_exit_code_of_one(tiny):
    mistakes = tiny.assignment / "mistakes.toml"
    mistakes.write_text(mistakes.read_text().replace("max_loss = 3", "max_loss = 1"))
    ended = tiny("penalties", "--seeds", "1", code=1)
    assert "[mistake] adds: costs 3 points (3 of scale), at most 1 declared" in ended.out
    assert "penalties: 1 thing does not hold" in ended.out


def test_a_spec_that_cannot_be_read_is_an_exit_code_of_two_with_every_finding(tiny):
    toml = tiny.assignment / "assignment.toml"
    toml.write_text(toml.read_text().replace("points = 3", "points = 0").replace('"1.0"', "1"))
    ended = tiny("--json", code=2)
    (report,) = ended.json
    lines = [re.search(r"toml:(\d+):", one["message"])[1] for one in report["findings"]]
    assert lines == ["3", "18"]


def test_mutants_are_advice_and_change_no_exit_code(tiny):
    hidden = tiny.assignment / "tests" / "hidden" / "test_penalties.py"
    blind = "penalty = submission.penalty(w, 0.1)\n    assert penalty > 0 * factor * np.sum(w)"
    text = re.sub(r"assert_close\(submission.penalty.*", blind, hidden.read_text())
    hidden.write_text(text)
    ended = tiny("--level", "basic", "--seeds", "1", "--mutants")
    assert re.search(r"mutants: \d+ of \d+ killed", ended.out)
    assert "+    return 0.5 + reg" in ended.out or "+    return 1.0 * reg * squares" in ended.out
    assert "all holds" in ended.out


def test_an_unknown_assignment_is_an_exit_code_of_two(tiny):
    ended = tiny("penaltys", code=2)
    assert "did you mean 'penalties'?" in ended.err


@pytest.mark.docker
def test_broken_samples_are_judged_in_docker(place):
    shutil.copytree(TINY, place.folder / "tiny")
    ended = place.run("verify", "--seeds", "1", "--course", "tiny", "--json")
    assert ended.code == 0, ended
    (report,) = ended.json
    places = [row["name"] for row in report["rows"] if row["kind"] == "reference"]
    assert places == ["reference", "reference in Docker", "reference, 2 threads"]
    (broken,) = [row for row in report["rows"] if row["kind"] == "broken"]
    assert broken["lost"] == 5
