"""The words and numbers that every report shares."""

from autograder.model import Outcome

OUTCOMES = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.ERROR: "not run (our fault)",
    Outcome.TIMEOUT: "out of time",
    Outcome.MISSING: "no result",
    Outcome.SKIPPED: "skipped",
}

STATUSES = {"graded": "graded", "unreadable": "unreadable", "error": "not graded"}

FAILURES = {
    "value": "a value is not the expected one",
    "shape": "the result has another shape than expected",
    "dtype": "the result has another type than expected",
    "exception": "your code raised an exception",
    "unusable": "your function cannot be called as asked, or its result cannot be used",
    "timeout": "your code took too long: is there a loop that does not end?",
    "ended": "your code ended the Python process: is there a call of `exit`?",
    "killed": "your code's process was killed, twice: what does it ask of the machine?",
    "memory": "your code used more memory than it may: which array is the largest?",
    "output": "your code printed more than it may: is there a `print` in a loop?",
    "protocol": "your code returned something that cannot be compared",
    "import": "your file could not be imported",
    "unrun": "the check did not run to its end",
    "missing": "a name that the check needs is not in your file, or not in your result",
    "credit": "part of it is right",
    "infrastructure": "our machine failed, not your code",
}

INSTEAD = {
    "import": "Correct this first: until Python can run it, none of its checks can pass.",
}
"""What to do next where the hint of a check would lead astray."""

OUR_FAULT = (
    "Something on the course's machine failed, not your code. You lose no points: "
    "your submission will be graded again."
)
UNREADABLE = (
    "Your submission could not be read, so nothing in it was graded. "
    "Correct what is named here and hand it in again, or ask the course staff."
)
NOT_ISOLATED = (
    "Run without isolation, as on your own machine: nothing kept this code from the machine. "
    "Use this result for practice, not as a grade."
)
WAITING = "A person still reads your written answers; their points are added then."
WAITS = "A person still reads this answer."


def failure_words(failure: str) -> str:
    """Return the sentence for a failure class; empty for one that we do not know.

    An unknown class is text of unknown origin, so it is never shown to a student.
    """
    return FAILURES.get(failure, "")


def sentence(words: str) -> str:
    """Return `words` with a capital and an end: `code, and prints` -> `Code, and prints.`."""
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('?') else '.'}"


def number(points: float | None) -> str:
    """Return points as a reader writes them: `3`, `2.5`, `0.33`, and an en dash for none yet."""
    if points is None:
        return "\N{EN DASH}"
    text = f"{points:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def counted(count: int, noun: str) -> str:
    """Return `1 check`, `2 checks`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def share(points: float | None, max_points: float) -> int:
    """Return whole percent of `max_points`, between 0 and 100; only full points give 100."""
    if points is None or max_points <= 0:
        return 0
    percent = 100 * min(max(points / max_points, 0.0), 1.0)
    return int(percent) if percent > 99 else round(percent)  # noqa: PLR2004 - 99.6 is not 100
