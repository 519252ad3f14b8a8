"""What a check came to: outcome, words, frames and the evidence for staff."""

from enum import StrEnum

from .base import Record


class Outcome(StrEnum):
    """The end of one check. Only `passed` and explicit credit earn points."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    """Our own fault: costs nothing, stays blank, is tried again."""
    TIMEOUT = "timeout"
    MISSING = "missing"
    """Expected, but no result came: never a pass."""
    SKIPPED = "skipped"


class StudentFrame(Record):
    """One frame of the student's own files; the source line is taken from the submitted text."""

    file: str
    line: int
    function: str
    source: str = ""


class CallRecord(Record):
    """One call across the wall, as short texts (staff only)."""

    function: str
    arguments: str
    result: str
    seconds: float
    given: str = ""
    """The arguments as Python source, for a failed check and within bounds; else empty."""
    returned: str = ""
    """The result as Python source; what stayed beside the student is an ellipsis."""


class ComparisonRecord(Record):
    """One comparison a check made, as short texts (staff only)."""

    name: str
    expected: str
    actual: str
    held: bool
    wanted: str = ""
    """The expected value as Python source, where the comparison failed and it is not too large."""
    found: str = ""
    """The value that came instead, likewise."""


class ExpectedCheck(Record):
    """A check that the reference reported, hence every submission must."""

    name: str
    task: str
    max_points: float
    hidden: bool
    title: str
    hint: str = ""


class CheckResult(Record):
    """One check of one submission."""

    name: str
    """`hidden/test_adam.py::test_bias_correction[3]`: unique in the assignment."""
    task: str
    title: str = ""
    """First line of the test's docstring: the sentence a student reads."""
    outcome: Outcome
    points: float
    max_points: float
    hidden: bool = False
    failure: str = ""
    """Failure class, shown even for hidden checks: value, shape, dtype, exception,
    timeout, ended, killed, memory, output, protocol, import, missing, credit, infrastructure."""
    message: str = ""
    """What was expected and found, in two lines; not shown for hidden checks."""
    hint: str = ""
    """The rest of the docstring: a next step, as a question."""
    diagnosis: str = ""
    """The typical mistake that the result equals: the author's sentence; names no value."""
    note: str = ""
    """How the points came about, if not by this check alone; names no value."""
    output: str = ""
    """What the student's code printed during the check, capped; not shown if hidden."""
    frames: tuple[StudentFrame, ...] = ()
    """Outermost first; a hidden check shows only the last one's file and line."""
    seconds: float = 0.0
    attempts: int = 1
    """2 if a time-out was tried once more alone."""
    seed: int | None = None
    calls: tuple[CallRecord, ...] = ()
    comparisons: tuple[ComparisonRecord, ...] = ()
    details: str = ""
    """The full trusted-side report text (staff only)."""
