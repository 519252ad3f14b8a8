from datetime import UTC, datetime, timedelta, timezone

import pytest

from autograder.model import (
    AnswerScore,
    Grade,
    Lateness,
    LatePolicy,
    Override,
    Student,
    Submission,
    TaskScore,
)
from autograder.scoring import apply_overrides, lateness_of, settled_points

from .manifests import manifest

DEADLINE = datetime.fromisoformat("2026-03-01T23:59:00+01:00")
DAY, MINUTE, SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)
AT = datetime(2026, 3, 14, tzinfo=UTC)


def policy(**fields) -> LatePolicy:
    return LatePolicy(**{"deadline": DEADLINE, "percent_per_day": 10} | fields)


def handed_in(at: datetime | None, **fields) -> Submission:
    student = Student(id="ada")
    return Submission(id="ada", assignment="sums", student=student, submitted_at=at, **fields)


def late(after: timedelta, **fields) -> Lateness:
    found = lateness_of(policy(**fields), handed_in(DEADLINE + after))
    assert found is not None
    return found


def grade(lateness: Lateness | None, **fields) -> Grade:
    """8 of 10 points of a task, 2 of a bonus of 4."""
    tasks = (
        TaskScore(id="a", title="A", points=8, max_points=10),
        TaskScore(id="b", title="B", points=2, max_points=4, bonus=True),
    )
    known = {
        "submission_id": "ada", "student": Student(id="ada"), "assignment": "sums",
        "assignment_title": "Sums", "assignment_version": "1", "status": "graded",
        "tasks": tasks, "checks": (), "lateness": lateness,
        "manifest": manifest(started_at=AT),
    }  # fmt: skip
    return Grade(**known | fields)


def answer(status: str, points: float) -> AnswerScore:
    return AnswerScore(
        question_id="why", points=points, max_points=4, status=status, language="en",
        items=(), scorer="s/1", rubric_hash="",
    )  # fmt: skip


def total(points: float) -> Override:
    return Override(target="total", points=points, reason="fair", by="ta", at=AT)


def test_without_a_policy_nothing_is_late() -> None:
    assert lateness_of(None, handed_in(AT)) is None
    assert grade(None).points == grade(None).points_before_late == 10


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (-400 * DAY, 0),
        (timedelta(0), 0),
        (15 * MINUTE, 0),
        (15 * MINUTE + timedelta(microseconds=1), 1),
        (15 * MINUTE + SECOND, 1),
        (DAY, 1),
        (DAY + 15 * MINUTE, 1),
        (DAY + 15 * MINUTE + SECOND, 2),
        (2 * DAY + 16 * MINUTE, 3),
    ],
)
def test_a_day_is_each_started_24_hours_after_deadline_and_grace(
    after: timedelta, days: int
) -> None:
    found = late(after, grace_minutes=15)
    assert (found.days, found.percent) == (days, 10 * days)


def test_a_moment_is_the_same_in_every_time_zone() -> None:
    there = DEADLINE.astimezone(timezone(-timedelta(hours=8)))
    assert (there.day, there.hour) == (1, 14)
    for at, days in ((there, 0), (there + SECOND, 1), ((there + SECOND).astimezone(UTC), 1)):
        found = lateness_of(policy(), handed_in(at))
        assert found is not None
        assert found.days == days


def test_a_day_has_24_hours_even_when_clocks_change() -> None:
    """On 2026-03-29 clocks in Berlin go from 2 to 3: that date has 23 hours."""
    winter = policy(deadline="2026-03-28T23:59:00+01:00")
    summer = ("2026-03-30T00:59:00+02:00", "2026-03-30T00:59:01+02:00")
    found = [lateness_of(winter, handed_in(datetime.fromisoformat(at))) for at in summer]
    assert [one.days for one in found if one] == [1, 2]


def test_no_more_is_taken_than_the_cap() -> None:
    assert late(30 * DAY).percent == 100
    assert late(30 * DAY, cap_percent=40).percent == 40
    assert late(30 * DAY, percent_per_day=0).percent == 0


def test_late_days_are_used_first_and_then_used_up() -> None:
    found = [late(days * DAY, late_days=2) for days in (1, 2, 3)]
    assert [(one.days, one.free_days, one.percent) for one in found] == [
        (1, 1, 0),
        (2, 2, 0),
        (3, 2, 10),
    ]


@pytest.mark.parametrize(
    ("fields", "spent", "days", "told"),
    [
        ({}, 0, 2, (2, 0, 3)),
        ({}, 4, 2, (1, 10, 0)),
        ({}, 5, 2, (0, 20, 0)),
        ({}, 7, 2, (0, 20, 0)),
        ({"late_days": 2}, 1, 3, (2, 10, 2)),
        ({"late_days": 2}, 4, 3, (1, 20, 0)),
        ({"late_days": 0}, 0, 3, (0, 30, 5)),
        ({"cap_percent": 50}, 0, 19, (0, 50, 5)),
        ({"cap_percent": 50}, 0, 7, (5, 20, 0)),
        ({"cap_percent": 20}, 3, 3, (2, 10, 0)),
        ({"percent_per_day": 0}, 0, 3, (0, 0, 5)),
        ({}, 2, 0, (0, 0, 3)),
    ],
)
def test_days_of_the_course_are_spent_where_they_save_something(fields, spent, days, told) -> None:
    submission = handed_in(DEADLINE + days * DAY, late_days_spent=spent)
    found = lateness_of(policy(**{"course_late_days": 5} | fields), submission)
    assert found is not None
    assert found.days == days
    assert (found.free_days, found.percent, found.free_left) == told


def test_an_unknown_time_spends_no_day_of_the_course() -> None:
    found = lateness_of(policy(course_late_days=5), handed_in(None, late_days_spent=2))
    assert found is not None
    assert (found.free_days, found.free_left) == (0, 3)


def test_an_extension_moves_the_deadline_and_grace_follows_it() -> None:
    until = DEADLINE + 3 * DAY
    for after, days in ((15 * MINUTE, 0), (16 * MINUTE, 1)):
        submission = handed_in(until + after, extended_until=until)
        found = lateness_of(policy(grace_minutes=15), submission)
        assert found == Lateness(due=until, extended=True, days=days, percent=10 * days)


def test_an_extension_never_gives_less_time_than_the_class_has() -> None:
    """A deadline may be moved for all after one student was given more time."""
    submission = handed_in(DEADLINE, extended_until=DEADLINE - DAY)
    assert lateness_of(policy(), submission) == Lateness(due=DEADLINE)


@pytest.mark.parametrize(
    ("flag", "reason"),
    [
        (None, "no time of submission is known"),
        (True, "the platform calls it late and tells no time"),
        (False, ""),
    ],
)
def test_an_unknown_time_costs_nothing_and_says_so(*, flag: bool | None, reason: str) -> None:
    found = lateness_of(policy(), handed_in(None, late=flag))
    assert found == Lateness(due=DEADLINE, unknown=reason)
    assert grade(found).points == 10


def test_a_platform_that_calls_it_late_does_not_outweigh_the_time() -> None:
    found = lateness_of(policy(), handed_in(DEADLINE, late=True))
    assert found == Lateness(due=DEADLINE)


def test_percent_of_what_was_earned_take_bonus_points_too() -> None:
    assert grade(late(DAY)).points == 9
    assert grade(late(DAY)).points_before_late == 10
    assert grade(late(DAY)).max_points == 10


def test_percent_of_all_points_leave_bonus_points_out_of_the_measure() -> None:
    assert grade(late(3 * DAY, of="max", percent_per_day=20)).points == 4


def test_points_never_go_below_zero() -> None:
    assert grade(late(30 * DAY)).points == 0
    few = (TaskScore(id="a", title="A", points=1, max_points=10),)
    assert grade(late(3 * DAY, of="max"), tasks=few).points == 0
    assert grade(late(DAY), tasks=()).points == 0


def test_points_are_rounded_to_four_digits() -> None:
    third = (TaskScore(id="a", title="A", points=3.3333, max_points=10),)
    assert grade(late(DAY, percent_per_day=33.3333), tasks=third).points == 2.2222
    assert late(3 * DAY, percent_per_day=3.3).percent == 9.9


def test_a_blank_part_leaves_both_totals_blank() -> None:
    blank = grade(late(DAY), tasks=(TaskScore(id="a", title="A", points=None, max_points=10),))
    assert blank.points is None
    assert blank.points_before_late is None


def test_while_an_answer_waits_its_share_of_what_is_decided_is_taken() -> None:
    task = (TaskScore(id="a", title="A", points=6, max_points=6),)
    for of, so_far, whole in (("earned", 5.4, 8.1), ("max", 5.4, 8)):
        lateness = late(DAY, of=of)
        waits = grade(lateness, tasks=task, rubric=(answer("suggested", 3),))
        assert (waits.points, settled_points(waits)) == (so_far, None)
        decided = grade(lateness, tasks=task, rubric=(answer("confirmed", 3),))
        assert settled_points(decided) == whole


def test_a_decision_on_the_total_is_final() -> None:
    decided = apply_overrides(grade(late(5 * DAY)), [total(7)])
    assert decided.points == decided.points_before_late == 7


def test_a_decision_on_a_task_is_reduced_like_any_other_points() -> None:
    task = Override(target="task:a", points=10, reason="fair", by="ta", at=AT)
    decided = apply_overrides(grade(late(DAY)), [task])
    assert (decided.points_before_late, decided.points) == (12, 10.8)
