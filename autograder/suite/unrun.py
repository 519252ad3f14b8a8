"""Checks that are not run: the time is used up, or their file has failed to load twice."""

import time

from autograder.model import CheckResult, ExpectedCheck, Outcome, Task
from autograder.notebooks import module_name, told_as_notebook

from .job import FailedLoad, Job

MOST_FAILED_LOADS = 2


class Unrun:
    """Knows which checks of a job need not be run, and what they come to."""

    def __init__(self, job: Job, deadline: float) -> None:
        self._deadline = deadline
        self._limit = job.assignment.limits.submission_seconds
        self._job = job
        self._failed = {failed.file: failed for failed in job.failed_loads}

    def pause(self, seconds: float) -> None:
        """Leave `seconds` out of the submission's time."""
        self._deadline += seconds

    def note(self, file: str, result: CheckResult) -> None:
        """Count a load that ended the student's process; no file: there was none."""
        if file:
            before = self._failed.get(file)
            count = before.count + 1 if before is not None else 1
            self._failed[file] = FailedLoad(file=file, count=count, result=result)

    def result(self, check: ExpectedCheck, task: Task) -> CheckResult | None:
        """Return the result of a check that is not to be run; None if it is."""
        if time.monotonic() >= self._deadline:
            words = f"not run: the submission's {self._limit:g} s were used up before it"
            return _result(check, Outcome.TIMEOUT, "timeout", words)
        failed = self._failed.get(module_name(task.file))
        if failed is None or failed.count < MOST_FAILED_LOADS:
            return None
        file = told_as_notebook(task.file, self._job.files, self._job.assignment.submit)
        words = f"not run: {file} could not be loaded ({failed.result.message})"
        result = _result(check, failed.result.outcome, failed.result.failure, words)
        return result.model_copy(update={"frames": failed.result.frames})


def _result(check: ExpectedCheck, outcome: Outcome, failure: str, words: str) -> CheckResult:
    return CheckResult(
        **check.model_dump(), outcome=outcome, points=0.0, failure=failure, message=words
    )
