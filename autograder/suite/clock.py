"""The deadlines of one check: the call's, the check's and the submission's, whichever is first."""

import time
from dataclasses import dataclass, replace

from autograder.model import Limits


@dataclass(frozen=True, slots=True)
class Clock:
    """Absolute deadlines in `time.monotonic` seconds."""

    limits: Limits
    test_deadline: float
    submission_deadline: float

    @classmethod
    def start(cls, limits: Limits, submission_deadline: float) -> "Clock":
        """Return the clock of a check that starts now."""
        return cls(limits, time.monotonic() + limits.test_seconds, submission_deadline)

    def paused(self, seconds: float) -> "Clock":
        """Return this clock after a pause that is not the check's: waiting for a worker."""
        return replace(self, test_deadline=self.test_deadline + seconds)

    def deadline(self, seconds: float) -> float:
        """Return when a request that may take `seconds` has to be answered."""
        return min(time.monotonic() + seconds, self.test_deadline, self.submission_deadline)

    def spent(self, doing: str, seconds: float) -> str:
        """Say which limit has just passed while `doing`."""
        now = time.monotonic()
        if now >= self.submission_deadline:
            return f"the submission's {self.limits.submission_seconds:g} s were used up in {doing}"
        if now >= self.test_deadline:
            return f"the check's {self.limits.test_seconds:g} s were used up in {doing}"
        return f"{doing} did not end within {seconds:g} s: is there a loop that does not end?"
