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
    nothing if no time is known; what it took in time is no question then.
    """
    if policy is None:
        return None
    due = max(policy.deadline, submission.extended_until or policy.deadline)
    told = Lateness(due=due, extended=due > policy.deadline, of=policy.of)
    if submission.submitted_at is None:
        return told.model_copy(update={"unknown": _UNKNOWN[submission.late]})
    days = _started_days(submission.submitted_at - due - timedelta(minutes=policy.grace_minutes))
    free = min(days, policy.late_days)
    percent = round(min((days - free) * policy.percent_per_day, policy.cap_percent), 4)
    return told.model_copy(update={"days": days, "free_days": free, "percent": percent})


def _started_days(late: timedelta) -> int:
    return max(-(-late // _DAY), 0)
