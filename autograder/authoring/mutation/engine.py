"""Runs mutants against the suite, each no longer than until its first failed check."""

import functools
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from autograder import spec
from autograder.authoring.verify.grounds import SECRET, Grounds
from autograder.authoring.verify.reach import unreached_tasks
from autograder.authoring.verify.records import Mutation, Survivor
from autograder.grading import PRELOAD
from autograder.model import (
    Assignment,
    Catalogue,
    CheckResult,
    Equivalent,
    Outcome,
    Submission,
)
from autograder.suite import SuiteRunner

from .mutants import Mutant, mutants_of

_CALLS = 20
"""A mutant's call may take so many times as long as the reference's slowest."""
_LEAST_SECONDS = 2.0
_MOST_SECONDS = 10.0
_FACTOR = 4


@dataclass(frozen=True, slots=True)
class _Fate:
    mutant: Mutant
    killer: CheckResult | None


def try_mutants(grounds: Grounds, catalogue: Catalogue, *, jobs: int) -> Mutation:
    """Run every mutant of the reference where the author's own code runs, `jobs` at once.

    Raises:
        SpecError: the reference cannot be read.
        SandboxError: no test process or sandbox can be started.
    """
    started = time.monotonic()
    assignment = grounds.assignment
    reference = spec.reference_submission(assignment)
    texts = {file.path: file.content.decode("utf-8") for file in reference.files}
    folders = spec.suite_folders(assignment, hidden=True)
    sandbox = grounds.sandbox("home")
    open_suite = functools.partial(
        SuiteRunner, sandbox=sandbox, folders=folders, secret=SECRET, preload=PRELOAD
    )
    with open_suite(assignment) as measure:
        quick = _with_short_limits(assignment, measure, reference)
    with open_suite(quick, keeps_workers=True) as runner:
        trial = _Trial(grounds, runner, reference)
        with ThreadPoolExecutor(jobs, thread_name_prefix="mutant") as pool:
            fates = list(pool.map(trial.run, mutants_of(texts)))
    return _mutation(fates, catalogue.equivalents, time.monotonic() - started)


def _with_short_limits(
    assignment: Assignment, runner: SuiteRunner, reference: Submission
) -> Assignment:
    """Bound each mutant by what the reference takes here: an endless loop ends soon."""
    report = runner.run(reference)
    calls = [call.seconds for result in report.results for call in result.calls]
    call = max(_LEAST_SECONDS, _CALLS * max(calls, default=0.0))
    limits = assignment.limits
    changed = {
        "call_seconds": min(limits.call_seconds, call),
        "test_seconds": min(limits.test_seconds, 2 * call),
        "submission_seconds": min(
            limits.submission_seconds, max(_MOST_SECONDS, _FACTOR * report.seconds)
        ),
    }
    return assignment.model_copy(update={"limits": limits.model_copy(update=changed)})


class _Trial:
    """Runs one mutant: the checks of its own task first, then the others that it may reach."""

    def __init__(self, grounds: Grounds, runner: SuiteRunner, reference: Submission) -> None:
        self._assignment = grounds.assignment
        self._runner = runner
        self._reference = reference
        self._checks = grounds.expected()

    def run(self, mutant: Mutant) -> _Fate:
        files = {file.path: file.content for file in self._reference.files}
        files[mutant.file] = mutant.text.encode()
        # One name for all: the inputs are those under which the reference passes.
        submission = spec.with_files(self._reference, files, "reference")
        unreached = unreached_tasks(self._assignment, submission, {mutant.file})
        own = [check.name for check in self._checks if check.task == mutant.task]
        others = [
            check.name for check in self._checks if check.task not in {mutant.task, *unreached}
        ]
        for names in (own, others):
            if names and (killer := self._killer(submission, names)):
                return _Fate(mutant, killer)
        return _Fate(mutant, None)

    def _killer(self, submission: Submission, names: Sequence[str]) -> CheckResult | None:
        left = list(names)
        while left:
            report = self._runner.run(submission, only=left, ends_at_failure=True)
            for result in report.results:
                if result.outcome not in (Outcome.PASSED, Outcome.ERROR):
                    return result
            # What timed out may have passed the second time, when the rest was not run yet.
            ran = {result.name for result in report.results}
            left = [name for name in left if ran and name not in ran]
        return None


def _mutation(fates: Sequence[_Fate], marks: Sequence[Equivalent], seconds: float) -> Mutation:
    killers = [fate.killer for fate in fates if fate.killer is not None]
    alive = [fate.mutant for fate in fates if fate.killer is None]
    return Mutation(
        made=len(fates),
        killed=len(killers),
        timed_out=sum(killer.outcome is Outcome.TIMEOUT for killer in killers),
        survivors=tuple(_survivor(mutant, marks) for mutant in alive),
        unused=tuple(_unused(alive, marks)),
        seconds=round(seconds, 1),
    )


def _survivor(mutant: Mutant, marks: Sequence[Equivalent]) -> Survivor:
    reasons = [mark.reason for mark in marks if _fits(mark, mutant)]
    return Survivor(
        place=f"{mutant.file}:{mutant.number}",
        change=mutant.change,
        diff=mutant.diff,
        line=mutant.line,
        mutated=mutant.mutated,
        equivalent=reasons[0] if reasons else "",
    )


def _unused(alive: Sequence[Mutant], marks: Sequence[Equivalent]) -> Iterator[str]:
    for mark in marks:
        if not any(_fits(mark, mutant) for mutant in alive):
            yield (
                f"{mark.place}: fits no mutant that survives; remove the mark, or copy `line` and "
                "`mutated` anew"
            )


def _fits(mark: Equivalent, mutant: Mutant) -> bool:
    return (mark.file, _stripped(mark.line), _stripped(mark.mutated)) == (
        mutant.file,
        mutant.line,
        mutant.mutated,
    )


def _stripped(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())
