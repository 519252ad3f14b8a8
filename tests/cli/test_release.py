"""What is released grades only as it was released, until a change was verified and seen."""

import json
from datetime import UTC, datetime

from autograder.regrading import present_lock, write_lock
from autograder.sandbox.process import ProcessSandbox
from autograder.spec import load_assignment

COURSE = ("--course", "course", "--sandbox", "process")


def release(place, *more):
    return place.run("release", "sums", *COURSE, *more)


def test_a_released_assignment_grades_nothing_else_until_the_class_was_previewed(graded_copy):
    place = graded_copy
    for suite in (place.toml.parent / "tests").glob("*/*.py"):
        suite.write_text(suite.read_text().replace("ed up.", "ed up.\n\n    All of them?\n    ")
                         .replace("doubled.", "doubled.\n\n    Each one?\n    "))  # fmt: skip
    assignment = load_assignment(place.toml.parent)
    with ProcessSandbox() as box:
        locked = present_lock(assignment, box, at=datetime.now(UTC), by="Mary")
    lock = write_lock(assignment, locked)

    suite = place.toml.parent / "tests" / "public" / "test_double.py"
    suite.write_text(suite.read_text().replace("2 * x", "x + x"))
    place.hand_in("chi")
    (place.folder / "late.csv").write_text("id,time\nchi,2026-03-01T12:00Z\n")
    kept = (place.out / ".class.json").read_bytes()
    refused = place.grade("--student", "chi", "--times", "late.csv")
    assert refused.code == 2
    assert (place.out / ".class.json").read_bytes() == kept
    assert not (place.out / "times.csv").exists()
    assert "tests/public/test_double.py changed" in refused.err
    assert "release sums --update OUT" in refused.err
    assert not (place.out / "chi" / "grade.json").exists()

    unseen = release(place, "--update", "out")
    assert (unseen.code, "no preview of 'sums'" in unseen.err) == (2, True)
    assert place.run("regrade", "sums", "out", *COURSE, "--preview").code == 0
    renewed = release(place, "--update", "out", "--by", "Bo")
    assert renewed.code == 0, renewed
    assert "sums: all holds" in renewed.out
    assert "no grade changes; 2 submissions looked at" in renewed.out
    now = json.loads(lock.read_text())
    assert now["suite_hash"] != locked.suite_hash
    assert (now["by"], now["sandbox"]) == ("Bo", "process")
