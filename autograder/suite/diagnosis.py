"""Which typical mistake a wrong result equals: told if exactly one fits, three times over.

The test that failed is run against each mistake of the author's that may explain it, with
the same inputs; those that fail in the same place over the same numbers are tried on two
more inputs, for which the student's code is asked again. Nothing of this counts: not for
points, not for the outcome, not for the time that the student's code may take.
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder.evidence import Comparison
from autograder.model import CheckResult, Outcome

from .author import AuthorLinks
from .forked import in_fork
from .job import Job
from .link import Answering
from .reruns import Again, Occasion
from .shelf import Shelved, suspects_on
from .sighting import KINDS, TELLING, Sighting, sighted
from .verdict import Run

CHECK_SECONDS = 5.0
"""Fifty times what it usually takes, so that a busy machine tells no less than an idle one."""
RUN_SECONDS = 20.0
"""For all checks that one test process runs."""
FRESH = ("again", "and again")
"""Names of the further inputs: each gives other seeds."""
HERE = ("numpy",)
"""Images of which everything is on the trusted side, too."""

Seen = list[tuple[str, Sighting]]
"""Names of inputs, and how the student's code failed on them."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that has just failed: the test, its run, its result."""

    occasion: Occasion
    run: Run
    comparisons: Sequence[Comparison]
    result: CheckResult


class Diagnosis:
    """Tells the diagnoses of one test process's failed checks.

    Args:
        job: what the process runs.
        again: runs a test once more.
    """

    def __init__(self, job: Job, again: Again) -> None:
        self._job = job
        self._again = again
        self._left = RUN_SECONDS
        self._confirmed: set[str] = set()

    def tell(self, failure: Failure) -> CheckResult:
        """Return the result of a failed check with what can be told of its cause."""
        if not self._is_due(failure.result):
            return failure.result
        start = time.monotonic()
        try:
            says = self._said(failure, start + min(CHECK_SECONDS, self._left))
        finally:
            self._left -= time.monotonic() - start
        return failure.result.model_copy(update={"diagnosis": says})

    def _is_due(self, result: CheckResult) -> bool:
        feedback, job = self._job.assignment.feedback, self._job
        is_wanted = feedback.diagnosis or not result.hidden
        is_of_values = result.outcome is Outcome.FAILED and result.failure in KINDS
        # With another's functions in place of the student's, a mistake of theirs proves nothing.
        is_theirs = not job.stand_ins
        return bool(job.shelf and is_wanted and is_of_values and is_theirs and self._left > 0)

    def _said(self, failure: Failure, deadline: float) -> str:
        """Return the sentence of the one mistake that explains the failure, or nothing."""
        if _is_hypothesis(failure.occasion):
            return ""  # it chooses its inputs by the answers: no two runs are alike
        first = sighted(failure.run, failure.comparisons, self._job.folders)
        if first is None:
            return ""
        suspects = self._suspects(failure.result.task)
        found = self._like(failure.occasion, [("", first)], suspects, deadline)
        is_known = len(found) == 1 and found[0].id in self._confirmed
        if found and not (is_known and _is_telling([first])):
            found = self._confirm(failure, first, found, deadline)
        sentences = {suspect.says for suspect in found}
        return sentences.pop() if len(sentences) == 1 else ""

    def _confirm(
        self, failure: Failure, first: Sighting, found: list[Shelved], deadline: float
    ) -> list[Shelved]:
        """Return those of `found` that fit on fresh inputs, too; none if too little is seen."""
        seen: Seen = []
        for seeds in FRESH:
            # A call cut off by our clock would cost the worker.
            if time.monotonic() + 2 * _calling_seconds(failure.result) >= deadline:
                return []
            sighting = self._sighted(failure.occasion, None, seeds, deadline)
            if sighting is None:
                return []
            seen.append((seeds, sighting))
        if not _is_telling([first, *(sighting for _seeds, sighting in seen)]):
            return []
        found = self._like(failure.occasion, seen, found, deadline)
        if len(found) == 1:
            self._confirmed.add(found[0].id)
        return found

    def _suspects(self, task: str) -> list[Shelved]:
        return [one for one in self._shelf if one.tasks is None or task in one.tasks]

    @cached_property
    def _shelf(self) -> tuple[Shelved, ...]:
        return suspects_on(self._job.shelf) if self._job.shelf is not None else ()

    def _like(
        self, occasion: Occasion, seen: Seen, suspects: Sequence[Shelved], deadline: float
    ) -> list[Shelved]:
        """Return the suspects that fail as the student's code did, on all of `seen`."""

        def search() -> list[int]:
            fits = [self._fits(occasion, seen, suspect, deadline) for suspect in suspects]
            return [place for place, fit in enumerate(fits) if fit]

        places = self._apart(search, deadline - time.monotonic())
        return [suspects[place] for place in places or ()]

    def _apart(self, search: Callable[[], list[int]], seconds: float) -> list[int] | None:
        return in_fork(search, seconds) if self._job.is_alone else search()

    def _fits(self, occasion: Occasion, seen: Seen, suspect: Shelved, deadline: float) -> bool:
        for seeds, theirs in seen:
            ours = self._sighted(occasion, AuthorLinks(suspect.folder), seeds, deadline)
            if ours is None or not ours.is_like(theirs):
                return False
        return True

    def _sighted(
        self, occasion: Occasion, links: Answering | None, seeds: str, deadline: float
    ) -> Sighting | None:
        run, comparisons = self._again(occasion, links=links, seeds=seeds, deadline=deadline)
        return sighted(run, comparisons, self._job.folders)


def _calling_seconds(result: CheckResult) -> float:
    return sum(call.seconds for call in result.calls)


def _is_telling(seen: Sequence[Sighting]) -> bool:
    """True if so many different numbers agree that chance is no explanation."""
    numbers: set[float] = set()
    return len(numbers.union(*(sighting.different_numbers() for sighting in seen))) >= TELLING


def _is_hypothesis(occasion: Occasion) -> bool:
    hypothesis = sys.modules.get("hypothesis")
    function = getattr(occasion.item, "obj", None)
    return hypothesis is not None and bool(hypothesis.is_hypothesis_test(function))
