"""One ended test -> one CheckResult: whose fault, in which words, for how many points."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from autograder.errors import CheckFailure
from autograder.evidence import Comparison
from autograder.model import (
    CheckResult,
    ComparisonRecord,
    ExpectedCheck,
    Outcome,
    StudentFrame,
)
from autograder.notebooks import readable_lines, told_as_notebook

from .conversation import Conversation
from .failures import IteratorEnded, Refusal, StudentException, WorkerFailure
from .job import Job
from .link import seconds_since
from .literals import literal
from .texts import clean

MESSAGE_CHARS = 2_000
DETAIL_CHARS = 20_000
OUTPUT_CHARS = 1 << 20
COMPARISONS = 50
NUMBERS = 2_000
CAUSES = 5

STAGES = {"import": "import", "missing": "missing", "call": "exception", "encode": "protocol"}
ACROSS = (StudentException, WorkerFailure, Refusal, IteratorEnded, CheckFailure)
"""Exceptions that stand for something of the student's, wherever they are raised."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What a test came to."""

    outcome: Outcome
    failure: str = ""
    message: str = ""
    fraction: float = 0.0


@dataclass(slots=True)
class Run:
    """A test that is running: its check, its exchange with the student, pytest's reports."""

    check: ExpectedCheck
    seed: int
    conversation: Conversation
    started: float = field(default_factory=time.monotonic)
    reports: list[pytest.TestReport] = field(default_factory=list)
    error: BaseException | None = None
    """The first exception of any phase."""

    def add(
        self, report: pytest.TestReport, info: pytest.ExceptionInfo[BaseException] | None
    ) -> None:
        """Keep the report of one phase."""
        self.reports.append(report)
        if self.error is None and info is not None and not report.passed:
            self.error = info.value


def verdict(run: Run, comparisons: Sequence[Comparison], job: Job) -> CheckResult:
    """Return the result of a test that has ended."""
    ending = _ending(run)
    transcript = run.conversation.transcript
    is_passed = ending.outcome is Outcome.PASSED
    return CheckResult(
        **run.check.model_dump(),
        outcome=ending.outcome,
        points=run.check.max_points * (1.0 if is_passed else ending.fraction),
        failure=ending.failure,
        message=_told(clean(ending.message, MESSAGE_CHARS), job),
        output=_told(clean(transcript.output, OUTPUT_CHARS), job),
        frames=() if is_passed else _frames(run.error, job.files),
        seconds=round(seconds_since(run.started), 4),
        seed=run.seed,
        calls=tuple(transcript.calls) if is_passed else transcript.records(),
        comparisons=tuple(_compared(item) for item in comparisons[:COMPARISONS]),
        details="" if is_passed else _details(run.reports),
    )


def _told(text: str, job: Job) -> str:
    # Who hands in a notebook knows of no module made of it.
    return told_as_notebook(text, job.files, job.assignment.submit)


def _ending(run: Run) -> Ending:
    failure = run.conversation.failure
    if failure is not None:
        return _worker_ending(failure)
    if not run.reports:
        return Ending(Outcome.ERROR, "infrastructure", "the test left no report")
    for report in run.reports:
        if report.skipped:
            return Ending(Outcome.SKIPPED, message=_skip_words(run.error))
        if report.failed:
            return _failed(run, report)
    return Ending(Outcome.PASSED)


def _worker_ending(failure: WorkerFailure) -> Ending:
    if failure.kind == "timeout":
        return Ending(Outcome.TIMEOUT, "timeout", str(failure))
    if failure.kind == "sandbox":
        return Ending(Outcome.ERROR, "infrastructure", str(failure))
    return Ending(Outcome.FAILED, failure.kind, str(failure))


def _skip_words(error: BaseException | None) -> str:
    reason = str(error) if error is not None else ""
    return f"skipped: {reason}" if reason else "skipped"


def _failed(run: Run, report: pytest.TestReport) -> Ending:
    error = run.error
    is_students = report.when == "call" or isinstance(error, ACROSS)
    # A fixture that works on the reference's values and not on the student's is no fault of ours.
    if not is_students and not run.conversation.transcript.last_call:
        words = f"the suite's own {report.when} of {run.check.name} failed: {_own(error)}"
        return Ending(Outcome.ERROR, "infrastructure", words)
    if isinstance(error, CheckFailure):
        return Ending(Outcome.FAILED, error.kind, str(error), _fraction(error))
    if isinstance(error, StudentException):
        return Ending(Outcome.FAILED, STAGES[_stage(error)], _raised(error))
    if isinstance(error, Refusal):
        return Ending(Outcome.FAILED, "value", _refused(error))
    if isinstance(error, (AssertionError, pytest.fail.Exception)):
        return Ending(Outcome.FAILED, "value", str(error) or "the check did not hold")
    return Ending(Outcome.FAILED, "exception", _unusable(run))


def _own(error: BaseException | None) -> str:
    if isinstance(error, pytest.FixtureLookupError):
        ours = "submission, remote, rng, conventions"
        known = f"{ours}, those of pytest and of conftest.py beside the test"
        return f"no fixture is called {error.argname!r}; there are {known}"
    return f"{type(error).__name__}: {error}"


def _fraction(error: CheckFailure) -> float:
    fraction = getattr(error, "fraction", 0.0)
    return fraction if error.kind == "credit" and 0 <= fraction < 1 else 0.0


def _stage(error: StudentException) -> str:
    """Return where it was raised; a cell of a notebook runs before any of its names is called."""
    is_loading = any(function == "<module>" for _, _, function in error.frames)
    return "import" if is_loading and error.stage == "call" else error.stage


def _raised(error: StudentException) -> str:
    if error.stage == "missing":
        return str(error)
    # Without a line of theirs, what was raised is about the call: too many arguments, no tuple.
    where = "your code raised" if error.frames else "the call failed with"
    if _stage(error) == "import":
        where = "your file raised"
    if error.stage == "encode":
        where = "what your code returned cannot be passed on:"
    return f"{where} {error.type_name}: {error}"


def _refused(error: Refusal) -> str:
    if not error.type_name:
        return str(error)
    return (
        f"expected a plain value (number, list, array), found an object of type {error.type_name!r}"
    )


def _unusable(run: Run) -> str:
    """Say what the check could not do, and what the student's code had returned before it."""
    told = f"{type(run.error).__name__}: {run.error}"
    transcript = run.conversation.transcript
    if transcript.last_result == "None":
        return f"`{transcript.last_call}` returned None: is there a `return` at its end? ({told})"
    if transcript.last_result:
        returned = f"`{transcript.last_call}` returned {transcript.last_result}"
        return f"the check could not use what your code returned: {returned} ({told})"
    return f"the check ended with {told}"


def _frames(error: BaseException | None, files: Mapping[str, bytes]) -> tuple[StudentFrame, ...]:
    for _ in range(CAUSES):
        if error is None or isinstance(error, StudentException):
            break
        error = error.__cause__ or error.__context__
    if not isinstance(error, StudentException):
        return ()
    # Number and text of a line are those of what was submitted: a line that is not
    # there would carry a hidden input into the report, one number a check.
    lines = readable_lines(files)
    return tuple(
        StudentFrame(
            file=clean(file, 400),
            line=line,
            function=function,
            source=clean(lines[file][line - 1].strip(), 300),
        )
        for file, line, function in error.frames
        if file in lines and 0 < line <= len(lines[file])
    )


def _compared(comparison: Comparison) -> ComparisonRecord:
    return ComparisonRecord(
        name=clean(comparison.name, 200),
        expected=clean(comparison.expected, 1000),
        actual=clean(comparison.actual, 1000),
        held=comparison.held,
        wanted="" if comparison.wanted is None else literal(comparison.wanted, NUMBERS),
        found="" if comparison.found is None else literal(comparison.found, NUMBERS),
    )


def _details(reports: Sequence[pytest.TestReport]) -> str:
    texts = [report.longreprtext for report in reports if not report.passed]
    texts += [f"[{title}]\n{text}" for title, text in reports[-1].sections] if reports else []
    return clean("\n".join(texts), DETAIL_CHARS)
