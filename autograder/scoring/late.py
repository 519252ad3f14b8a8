"""When something was handed in -> what its lateness takes."""

from datetime import timedelta

from autograder.model import Lateness, LatePolicy, Submission

_DAY = timedelta(days=1)
_UNKNOWN = {
    None: "no time of submission is known",
    True: "the platform calls it late and tells no time",
    False: "",
}


def lateness_of(policy: LatePolicy | None, submission: Submission) -> Lateness | None:
    """Return what `policy` says of `submission`; None without a policy.

    A day is 24 hours, whatever clocks were changed in between; the first begins when
    deadline and grace are over, and each that was begun counts whole. An extension that
    ends before the class's deadline changes nothing. What a platform calls late costs
    nothing if no time is known; what it took in time is no question then. Where the course
    counts its free days, none is spent that saves nothing.
    """
    if policy is None:
        return None
    due = max(policy.deadline, submission.extended_until or policy.deadline)
    left = _left(policy, submission.late_days_spent)
    told = Lateness(due=due, extended=due > policy.deadline, of=policy.of, free_left=left)
    if submission.submitted_at is None:
        return told.model_copy(update={"unknown": _UNKNOWN[submission.late]})
    days = _started_days(submission.submitted_at - due - timedelta(minutes=policy.grace_minutes))
    free = min(days, policy.late_days or 0) if left is None else _worth_spending(policy, days, left)
    now = {"days": days, "free_days": free, "percent": _percent(policy, days - free)}
    return told.model_copy(update=now | {"free_left": None if left is None else left - free})


def _left(policy: LatePolicy, spent: int) -> int | None:
    """Return the free days that a student has left in the course; None if it counts none."""
    total = policy.course_late_days
    return None if total is None else max(total - spent, 0)


def _worth_spending(policy: LatePolicy, days: int, left: int) -> int:
    """Return the fewest of the free days `left` that save as much as they all would."""
    most = min(days, left if policy.late_days is None else min(left, policy.late_days))
    least = _percent(policy, days - most)
    return next(free for free in range(most + 1) if _percent(policy, days - free) == least)


def _percent(policy: LatePolicy, days: int) -> float:
    return round(min(days * policy.percent_per_day, policy.cap_percent), 4)


def _started_days(late: timedelta) -> int:
    return max(-(-late // _DAY), 0)
