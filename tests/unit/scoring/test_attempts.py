"""Which grade is of which attempt, and which attempt counts."""

from datetime import UTC, datetime, timedelta

import pytest

from autograder.model import Grade, Lateness, Student, TaskScore
from autograder.scoring.attempts import (
    HandIn,
    attempt_of,
    is_in_time,
    one_of_each_student,
    that_counts,
)

from .manifests import manifest

DUE = datetime(2026, 3, 14, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def grade(points=3, at=None, digest="sha256:a", **fields):
    known = {
        "submission_id": "ada",
        "student": Student(id="ada"),
        "submitted_at": at,
        "assignment": "optimizers",
        "assignment_title": "Optimizers",
        "assignment_version": "1.0",
        "status": "graded" if points is not None else "error",
        "tasks": (TaskScore(id="adam", title="Adam", points=points, max_points=5),),
        "checks": (),
        "manifest": manifest(submission_digest=digest, started_at=DUE),
    }  # fmt: skip
    return Grade(**known | fields)


def in_time(points, at, days=0, **fields):
    return grade(points, at, lateness=Lateness(due=DUE, days=days, **fields))


def hand_in(number, digest="sha256:a", at=None):
    return HandIn(number=number, digest=digest, submitted_at=at)


@pytest.mark.parametrize(
    ("known", "new", "number"),
    [
        ([], grade(), None),
        ([hand_in(1)], grade(), 1),
        ([hand_in(1)], grade(digest="sha256:b"), None),
        ([hand_in(1), hand_in(2, "sha256:b")], grade(), None),  # back to earlier files
        ([hand_in(1, at=DUE)], grade(at=DUE), 1),
        ([hand_in(1, at=DUE)], grade(at=DUE + HOUR), None),
        ([hand_in(1, at=DUE + HOUR)], grade(at=DUE), 1),  # a time that was corrected
        ([hand_in(1, at=DUE), hand_in(2, at=DUE + HOUR)], grade(at=DUE), 1),
        ([hand_in(1)], grade(at=DUE), 1),  # a time that was not known before
        ([hand_in(1, at=DUE)], grade(), 1),
        ([hand_in(1, at=DUE), hand_in(2, "sha256:b", DUE + HOUR)], grade(at=DUE), 1),
        ([hand_in(1), hand_in(2, "sha256:b")], grade(None, digest=""), 2),  # our disk's fault
        ([hand_in(1)], grade(0, digest="", status="unreadable"), None),  # a broken archive
    ],
)
def test_other_files_or_another_time_are_another_attempt(known, new, number):
    assert attempt_of(known, new) == number


def test_a_regrade_is_of_the_newest_attempt_with_its_files():
    known = [hand_in(1), hand_in(2, "sha256:b"), hand_in(3), hand_in(4, "sha256:c")]
    assert attempt_of(known, grade(), again=True) == 3
    timed = [hand_in(1, at=DUE), hand_in(2, at=DUE + HOUR)]
    assert attempt_of(timed, grade(at=DUE), again=True) == 1
    assert attempt_of(known, grade(digest="sha256:d"), again=True) is None


def test_the_only_attempt_counts_whatever_the_rule():
    for rule in ("last", "best", "last-before-deadline"):
        assert that_counts([in_time(0, DUE + HOUR, days=1)], rule) == (0, "the only attempt")


@pytest.mark.parametrize(
    ("attempts", "place"),
    [
        ([grade(5), grade(1)], 1),
        ([grade(5, DUE), grade(1, DUE - HOUR)], 0),  # graded later, handed in earlier
        ([grade(5, DUE), grade(1)], 1),  # a time is not known: as they came
        ([grade(5), grade(None)], 1),
    ],
)
def test_the_last_attempt_counts(attempts, place):
    assert that_counts(attempts, "last") == (place, "the last one")


@pytest.mark.parametrize(
    ("attempts", "place"),
    [
        ([grade(5), grade(1)], 0),
        ([grade(2), grade(2)], 1),
        ([grade(2, DUE), grade(2, DUE - HOUR), grade(1)], 0),
        ([grade(0), grade(None)], 0),  # what failed through our fault is no result
        ([grade(None), grade(None)], 1),
    ],
)
def test_the_best_attempt_counts_and_the_later_of_equals(attempts, place):
    assert that_counts(attempts, "best") == (place, "the best one")


def test_late_points_decide_what_is_best():
    early = in_time(4, DUE - HOUR)
    late = in_time(5, DUE + HOUR, days=1, percent=50)
    assert that_counts([early, late], "best")[0] == 0


def test_the_last_attempt_before_the_deadline_counts():
    attempts = [in_time(1, DUE - 2 * HOUR), in_time(2, DUE - HOUR), in_time(5, DUE + HOUR, days=1)]
    assert that_counts(attempts, "last-before-deadline") == (1, "the last one before the deadline")


def test_grace_is_in_time():
    attempts = [in_time(1, DUE - HOUR), in_time(2, DUE + HOUR)]  # no day late: within the grace
    assert that_counts(attempts, "last-before-deadline")[0] == 1


def test_a_deadline_that_was_moved_later_takes_in_earlier_attempts():
    late = in_time(2, DUE + HOUR, days=1)
    moved = grade(5, DUE + 5 * HOUR, lateness=Lateness(due=DUE + 2 * HOUR, days=1))
    assert is_in_time(late, moved)
    assert that_counts([late, moved], "last-before-deadline")[0] == 0


def test_if_none_came_in_time_the_last_counts_and_says_so():
    attempts = [in_time(1, DUE + HOUR, days=1), in_time(2, DUE + 2 * HOUR, days=1)]
    place, why = that_counts(attempts, "last-before-deadline")
    assert (place, why) == (1, "the last one; none came before the deadline")


def test_an_unknown_time_is_not_in_time_and_is_named():
    unknown = [grade(3, lateness=Lateness(due=DUE, unknown="no time of submission is known"))] * 2
    place, why = that_counts(unknown, "last-before-deadline")
    assert (place, why) == (1, "the last one; none is known to have come before the deadline")
    known = in_time(1, DUE - HOUR)
    assert that_counts([known, *unknown], "last-before-deadline")[0] == 0


def test_a_platforms_word_serves_where_there_is_no_deadline_of_ours():
    attempts = [grade(1, late=False), grade(2, late=True)]
    assert that_counts(attempts, "last-before-deadline")[0] == 0


def test_one_of_a_students_submissions_stands_for_them():
    first, second = (
        grade(points, DUE + hours * HOUR, submission_id=name)
        for points, hours, name in ((4, 0, "ada"), (2, 1, "ada-2"))
    )
    bo = grade(1, submission_id="bo", student=Student(id="bo"))
    standing = one_of_each_student([first, bo, second], "best")
    assert [one.submission_id for one in standing] == ["ada", "bo"]
    standing = one_of_each_student([first, bo, second], "last")
    assert [one.submission_id for one in standing] == ["bo", "ada-2"]


def test_without_times_no_submission_is_called_the_last():
    both = [grade(4), grade(2, submission_id="ada-2")]
    assert one_of_each_student(both, "last") == both
    assert one_of_each_student(both, "last-before-deadline") == both
    assert one_of_each_student(both, "best") == both[:1]
