"""The order of grades and decisions, and what each changed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from autograder.gradebook import Change, differences, timeline
from autograder.model import Grade, Override

Grades = Callable[..., Grade]
Overrides = Callable[..., Override]
AT = datetime(2026, 3, 14, 15, 9, tzinfo=UTC)
"""When the grades of this folder began."""


def later(grade: Grade, minutes: int, **made: str) -> Grade:
    at = AT + timedelta(minutes=minutes)
    manifest = grade.manifest.model_copy(update={"started_at": at, **made})
    return grade.model_copy(update={"manifest": manifest})


def decided(override: Override, minutes: int) -> Override:
    return override.model_copy(update={"at": AT + timedelta(minutes=minutes)})


def test_grades_and_decisions_stand_in_the_order_of_their_time(
    make_grade: Grades, make_override: Overrides
) -> None:
    grades = [make_grade(points=1), later(make_grade(points=3), 20, submission_digest="sha256:9")]
    override = decided(make_override("task:adam", 2), 10)
    first, decision, regrade = timeline(grades, [override])
    assert [first.at, decision.at, regrade.at] == [
        AT + timedelta(minutes=minutes) for minutes in (0, 10, 20)
    ]
    assert Change(what="task:adam", before=None, after=1) in first.changes
    assert decision.override == override
    assert decision.changes == (
        Change(what="points", before=1, after=2),
        Change(what="task:adam", before=1, after=2),
    )
    # The decision stands above the regrade's own points: only the files are others.
    assert regrade.changes == (Change(what="submission", before="sha256:2", after="sha256:9"),)


def test_a_decision_below_another_one_changes_no_total(
    make_grade: Grades, make_override: Overrides
) -> None:
    overrides = [decided(make_override(), 1), decided(make_override("task:adam", 0), 2)]
    *_, last = timeline([make_grade()], overrides)
    assert last.holds
    assert last.changes == (Change(what="task:adam", before=3, after=0),)


def test_a_decision_that_no_longer_fits_says_so_and_its_points_go(
    make_grade: Grades, make_override: Overrides
) -> None:
    override = decided(make_override("check:t.py::t", 1), 1)
    grades = [make_grade(), later(make_grade(checks=()), 2)]
    _, decision, regrade = timeline(grades, [override])
    assert decision.holds
    assert Change(what="points", before=1, after=3) in regrade.changes
    late = decided(override, 3)
    *_, unfit = timeline(grades, [late])
    assert not unfit.holds
    assert unfit.changes == ()


def test_no_row_is_lost_whatever_the_clocks_say(
    make_grade: Grades, make_override: Overrides
) -> None:
    early = decided(make_override(), -60)
    renamed = make_grade()
    events = timeline([make_grade(), renamed], [early])
    assert [event.override for event in events] == [None, early, None]
    assert events[0].override is None
    assert timeline([], []) == ()


def test_a_decision_that_a_stored_grade_carries_counts_once(
    make_grade: Grades, make_override: Overrides
) -> None:
    override = decided(make_override(), 1)
    carried = later(make_grade(overrides=(override,)), 2)
    *_, last = timeline([make_grade(), carried], [override])
    assert last.changes == ()


def test_equal_grades_do_not_differ(make_grade: Grades) -> None:
    assert differences(make_grade(), make_grade()) == ()
