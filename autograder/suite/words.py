"""How a student's process ended, in words for the student."""

import signal

from autograder.model import Limits
from autograder.wire import StudentProcessEnded

from .failures import FailureKind

KILLED = -9
"""By whom is not known: student code, an operator, a machine without memory."""
CAUSES = {
    "protocol": "something wrote on the channel to the grader",
    "closed": "the channel to the grader was closed",
}


def ending(error: StudentProcessEnded, doing: str, limits: Limits) -> tuple[FailureKind, str]:
    """Return the failure class and the sentence for a process that ended in `doing`."""
    if error.oom:
        allowed = f"the {limits.memory_mb} MB of memory allowed"
        return "memory", f"{doing} needed more than {allowed}: which array is the largest?"
    if error.cause == "output":
        ended = f"your code printed too much in {doing}; its process was ended"
        return "output", f"{ended}: is there a `print` in a loop?"
    if error.cause in CAUSES:
        return "protocol", f"your code's process was ended in {doing}: {CAUSES[error.cause]}"
    if error.cause:
        return "protocol", f"your code's process was ended in {doing}"
    kind: FailureKind = "killed" if error.code == KILLED else "ended"
    return kind, f"your code ended the Python process in {doing} ({_status(error.code)})"


def traffic_limit(calls: int, size: int) -> str:
    """Say what one check may exchange with the student's code."""
    return f"one check may make {calls:,} calls and exchange {size >> 20} MiB"


def _status(code: int) -> str:
    if code >= 0:
        return f"exit status {code}: is there a call of `exit`?"
    try:
        return f"signal {-code}: {signal.strsignal(-code)}"
    except ValueError:
        return f"signal {-code}"
