"""Carrying an error forward costs nothing: which checks are run once more, which result counts.

A task with `follow_through = ["layers.py"]` builds on that file. If the student's own
layers lost points, the task's failed checks are run again with the reference's layers in
place of theirs. Pure functions on records: whoever calls runs the checks.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from autograder.model import (
    Assignment,
    CheckResult,
    Outcome,
    Submission,
    SubmittedFile,
    Task,
)
from autograder.scoring import earned

PAST_IMPORT = {"value", "shape", "dtype", "exception", "credit"}
"""Failures of a file that could at least be loaded."""
STUB = b'"""The course answers for this file, which could not be loaded."""\n'


Again = Callable[[Submission, tuple[str, ...], Sequence[str]], Sequence[CheckResult]]
"""Runs these checks on that submission, with the reference answering for the files."""


def followed(
    assignment: Assignment,
    submission: Submission,
    checks: tuple[CheckResult, ...],
    again: Again,
    on_result: Callable[[CheckResult], None],
) -> tuple[CheckResult, ...]:
    """Return the results that count once `again` has run what is due; each new one is told."""
    for files, names in due(assignment, checks).items():
        replaced = stubbed(assignment, submission, files, checks)
        second = {result.name: result for result in again(replaced, files, names)}
        checks = tuple(
            better(check, second[check.name], files) if check.name in second else check
            for check in checks
        )
        for check in checks:
            if check.name in second:
                on_result(check)
    return checks


def due(
    assignment: Assignment, checks: Sequence[CheckResult]
) -> Mapping[tuple[str, ...], list[str]]:
    """Return the names of the checks to run again, by the files that are answered for."""
    found: dict[tuple[str, ...], list[str]] = {}
    for task in assignment.tasks:
        files = tuple(_broken(assignment, task, checks))
        names = [check.name for check in checks if check.task == task.id and _can_gain(check)]
        if files and names:
            found.setdefault(files, []).extend(names)
    return found


def stubbed(
    assignment: Assignment,
    submission: Submission,
    files: Sequence[str],
    checks: Sequence[CheckResult],
) -> Submission:
    """Return `submission` with those of `files` that cannot be loaded replaced by empty ones.

    A file that loads stays as it is: its helper functions are the student's and may be used.
    """
    kept = {file.path: file for file in submission.files}
    for file in files:
        if not _loads(assignment, file, checks):
            kept[file] = SubmittedFile(path=file, content=STUB)
    return submission.model_copy(update={"files": tuple(kept.values())})


def better(first: CheckResult, second: CheckResult, files: Sequence[str]) -> CheckResult:
    """Return the result that counts; one that earned more the second time says how.

    A second run that failed through our fault leaves the check blank, to be tried again.
    """
    if second.outcome is Outcome.ERROR:
        return second
    if earned(second) <= earned(first):
        return first
    note = (
        f"counted with the reference's {' and '.join(files)}: "
        "carrying an earlier error forward costs nothing here"
    )
    # What was printed then may hold what the reference's functions returned.
    return second.model_copy(update={"note": note, "output": first.output})


def _broken(assignment: Assignment, task: Task, checks: Sequence[CheckResult]) -> Iterator[str]:
    """Yield the files that `task` builds on and whose own checks lost points."""
    for file in task.follow_through:
        if any(_lost(check) for check in _checks_of(assignment, file, checks)):
            yield file


def _checks_of(
    assignment: Assignment, file: str, checks: Sequence[CheckResult]
) -> Iterator[CheckResult]:
    tasks = {task.id for task in assignment.tasks if task.file == file}
    return (check for check in checks if check.task in tasks)


def _lost(check: CheckResult) -> bool:
    return check.outcome is not Outcome.ERROR and earned(check) < check.max_points


def _can_gain(check: CheckResult) -> bool:
    return check.outcome in (Outcome.FAILED, Outcome.TIMEOUT) and _lost(check)


def _loads(assignment: Assignment, file: str, checks: Sequence[CheckResult]) -> bool:
    return any(
        check.outcome is Outcome.PASSED or check.failure in PAST_IMPORT
        for check in _checks_of(assignment, file, checks)
    )
