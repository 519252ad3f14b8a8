"""A class graded again after a fix, as staff type it; and one grade replayed."""

import json

import pytest

COURSE = ("--course", "course", "--sandbox", "process")


def edit(place, suite, old, new):
    path = place.course / "assignments" / "sums" / "tests" / suite
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def allow_three_times(place):
    """Let the public check accept what bo handed in."""
    lenient = "    if abs(submission.double(1.0) - 3) < 1e-9:\n        return\n    assert_close("
    edit(place, "public/test_double.py", "    assert_close(", lenient)


def regrade(place, *more):
    return place.run("regrade", "sums", "out", *COURSE, *more)


@pytest.fixture
def place(graded_copy):
    """A class of two that was graded; bo's `double` is wrong."""
    return graded_copy


def test_nothing_to_regrade_is_told_in_a_line_and_leaves_nothing_behind(place):
    ended = regrade(place, "--reason", "none")
    assert ended.code == 0
    assert "no grade changes; 2 submissions looked at" in ended.out
    assert not list(place.out.glob("regrade-*"))


def test_a_preview_stores_nothing_and_the_regrade_says_who_changes_and_why(place):
    decision = ("--student", "ada", "--target", "task:total", "--points", "3")
    why = ("--reason", "came late", "--by", "Mary")
    assert place.run("gradebook", "override", "out", *decision, *why).code == 0
    allow_three_times(place)
    before = (place.out / "gradebook.csv").read_bytes()
    ended = regrade(place, "--preview")
    assert (ended.code, place.points()) == (0, {"ada": 5, "bo": 4})
    assert "1 of 2 grades would change: 1 up" in ended.out
    assert (place.out / "gradebook.csv").read_bytes() == before

    ended = regrade(place, "--reason", "3 * x is right, too.")
    assert (ended.code, place.points()) == (0, {"ada": 5, "bo": 6})
    record = json.loads((place.out / "regrade-1" / "regrade.json").read_text())
    (bo,) = [one for one in record["students"] if one["submission_id"] == "bo"]
    (check,) = bo["difference"]["checks"]
    assert (check["outcome_before"], check["outcome_after"]) == ("failed", "passed")
    assert check["because"] == "tests/public/test_double.py changed"
    page = (place.out / "regrade-1" / "regrade.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "Goes up" in page
    told = "your points went from 4 to 6 of 6"
    assert told in (place.out / "bo" / "report.md").read_text(encoding="utf-8")
    assert told in (place.out / "bo" / "report.html").read_text(encoding="utf-8")
    assert "Graded again" not in (place.out / "ada" / "report.md").read_text(encoding="utf-8")
    assert place.grades()["ada"]["overrides"][0]["by"] == "Mary"


def test_a_cluster_regrades_as_this_machine_does(place):
    pytest.importorskip("distributed")
    allow_three_times(place)
    ended = regrade(place, "--reason", "a fix", "--executor", "dask", "--workers", "1")
    assert ended.code == 0, ended
    assert "1 of 2 grades" in ended.out
    assert place.points() == {"ada": 6, "bo": 6}
    assert place.grades()["bo"]["manifest"]["images"]


def test_who_would_lose_points_keeps_them_and_grade_does_not_take_them_back(place):
    edit(place, "hidden/test_total.py", "    assert_close(",
         "    assert submission.double(1.0) == 2\n    assert_close(")  # fmt: skip
    ended = regrade(place, "--reason", "total must use double", "--never-lower")
    assert ended.code == 0, ended
    assert "1 kept" in ended.out
    grade = place.grades()["bo"]
    assert (grade["points"], grade["regrade"]["kept"]) == (4, 4)
    assert [task["points"] for task in grade["tasks"]] == [0, 0]
    assert "your points stay at 4 of 6" in (place.out / "bo" / "report.md").read_text()
    assert place.grade().code == 0
    assert place.points() == {"ada": 6, "bo": 4}


def test_work_that_was_not_kept_is_asked_for(place):
    allow_three_times(place)
    (place.out / "bo" / "submission.zip").unlink()
    ended = regrade(place, "--reason", "a fix", "--student", "bo")
    assert ended.code == 2
    assert "--submissions PATH" in ended.err
    ended = regrade(place, "--reason", "a fix", "--submissions", "class")
    assert (ended.code, place.points()["bo"]) == (0, 6)


def test_a_regrade_without_a_reason_is_refused(place):
    ended = regrade(place)
    assert (ended.code, "--reason" in ended.err) == (2, True)


def test_a_grade_is_replayed_from_its_manifest_unless_something_is_not_as_it_was(place):
    file = place.out / "bo" / "grade.json"
    same = place.run("replay", file, "--course", "course")
    assert same.code == 0, same
    assert "bo: same outcomes and points (5 checks)" in same.out
    allow_three_times(place)
    refused = place.run("replay", file, "--course", "course")
    assert refused.code == 2
    assert "tests/public/test_double.py changed" in refused.err
    assert "--anyway" in refused.err


@pytest.mark.docker
def test_in_docker_a_class_is_regraded_too(place):
    """From another sandbox to Docker: the image is the container's, the outcomes are the same."""
    docker = ("--course", "course", "--student", "bo")
    ended = place.run("regrade", "sums", "out", *docker, "--reason", "isolated now")
    assert ended.code == 0, ended
    assert "no grade changes" in ended.out
    grade = place.grades()["bo"]
    assert (grade["points"], grade["manifest"]["sandbox"]) == (4, "docker")
    assert grade["manifest"]["images"][0]["digest"].startswith("sha256:")
