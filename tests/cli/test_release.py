"""What is released grades only as it was released, until a change was verified and seen."""

import json

COURSE = ("--course", "course", "--sandbox", "process")


def release(place, *more):
    return place.run("release", "sums", *COURSE, *more)


def test_a_released_assignment_grades_nothing_else_until_the_class_was_previewed(graded_copy):
    place = graded_copy
    lock = place.toml.with_name("release.json")
    ended = release(place, "--by", "Mary")
    assert ended.code == 0, ended
    assert "sums: all holds" in ended.out
    locked = json.loads(lock.read_text())
    assert (locked["by"], locked["sandbox"]) == ("Mary", "process")

    suite = place.toml.parent / "tests" / "public" / "test_double.py"
    suite.write_text(suite.read_text().replace("2 * x", "x + x"))
    place.hand_in("chi")
    refused = place.grade("--student", "chi")
    assert refused.code == 2
    assert "tests/public/test_double.py changed" in refused.err
    assert "release sums --update OUT" in refused.err
    assert not (place.out / "chi" / "grade.json").exists()

    unseen = release(place, "--update", "out")
    assert (unseen.code, "no preview of 'sums'" in unseen.err) == (2, True)
    assert place.run("regrade", "sums", "out", *COURSE, "--preview").code == 0
    renewed = release(place, "--update", "out")
    assert renewed.code == 0, renewed
    assert "no grade changes; 2 submissions looked at" in renewed.out
    assert json.loads(lock.read_text())["suite_hash"] != locked["suite_hash"]
    assert place.run("regrade", "sums", "out", *COURSE, "--reason", "clearer").code == 0
