"""Which typical mistake a wrong result equals: told if exactly one fits, three times over.

The test that failed is run against each mistake of the author's that may explain it, with
the same inputs; those that fail in the same place over the same numbers are tried on two
more inputs, for which the student's code is asked again. Nothing of this counts: not for
points, not for the outcome, not for the time that the student's code may take.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder.evidence import Comparison
from autograder.model import CheckResult, Outcome

from .author import AuthorLinks
from .author_workers import AuthorWorkers, WorkerLinks
from .forked import in_fork
from .job import Job
from .link import Answering
from .reruns import Again, Occasion
from .shelf import Shelved, suspects_on
from .sighting import KINDS, TELLING, Sighting, sighted
from .verdict import Run

CHECK_SECONDS = 5.0
"""Fifty times what it usually takes, so that a busy machine tells no less than an idle one."""
WORKER_SECONDS = 10.0
"""The same where each mistake takes a process of its own."""
RUN_SECONDS = 30.0
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
        workers: run the author's code of images whose libraries are not here.
    """

    def __init__(self, job: Job, again: Again, workers: AuthorWorkers) -> None:
        self._job = job
        self._again = again
        self._workers = workers
        self._left = RUN_SECONDS
        self._confirmed: set[str] = set()

    def tell(self, failure: Failure) -> CheckResult:
        """Return the result of a failed check with what can be told of its cause."""
        if not self._is_due(failure.result):
            return failure.result
        image = _image(self._job, failure.result)
        if image not in HERE:
            self._workers.prepare(image)
        start = time.monotonic()
        try:
            says = self._said(failure, start + min(_check_seconds(image), self._left))
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
        search = Search(self._job, self._again, self._workers, failure, deadline)
        suspects = self._suspects(failure.result.task)
        # What three inputs have shown to be the one explanation is asked first, and is enough.
        known = [suspect for suspect in suspects if suspect.id in self._confirmed]
        found = search.like([("", first)], known) if known and _is_telling([first]) else []
        if len(found) != 1:
            found = search.like([("", first)], suspects)
            found = self._confirm(search, first, found) if found else []
        sentences = {suspect.says for suspect in found}
        return sentences.pop() if len(sentences) == 1 else ""

    def _confirm(self, search: "Search", first: Sighting, found: list[Shelved]) -> list[Shelved]:
        """Return those of `found` that fit on fresh inputs, too; none if too little is seen."""
        seen = search.asked_again()
        if not _is_telling([first, *(sighting for _seeds, sighting in seen)]):
            return []
        found = search.like(seen, found) if seen else []
        if len(found) == 1:
            self._confirmed.add(found[0].id)
        return found

    def _suspects(self, task: str) -> list[Shelved]:
        return [one for one in self._shelf if one.tasks is None or task in one.tasks]

    @cached_property
    def _shelf(self) -> tuple[Shelved, ...]:
        return suspects_on(self._job.shelf) if self._job.shelf is not None else ()


class Search:
    """Runs one failed test again, by the student's code and by the author's."""

    def __init__(
        self, job: Job, again: Again, workers: AuthorWorkers, failure: Failure, deadline: float
    ) -> None:
        self._job = job
        self._again = again
        self._workers = workers
        self._failure = failure
        self._deadline = deadline
        self._is_here = _image(job, failure.result) in HERE

    def like(self, seen: Seen, suspects: Sequence[Shelved]) -> list[Shelved]:
        """Return the suspects that fail as the student's code did, on all of `seen`."""

        def places() -> list[int]:
            fits = [self._fits(seen, suspect) for suspect in suspects]
            # Who was not heard in time may fit, too.
            in_time = time.monotonic() < self._deadline
            return [place for place, fit in enumerate(fits) if fit and in_time]

        if self._is_here and self._job.is_alone:
            found = in_fork(places, self._deadline - time.monotonic())
        else:
            found = places()
        return [suspects[place] for place in found or ()]

    def asked_again(self) -> Seen:
        """Return how the student's code fails on fresh inputs; nothing if it does not on one."""
        seen: Seen = []
        for seeds in FRESH:
            # A call cut off by our clock would cost the worker.
            if time.monotonic() + 2 * _calling_seconds(self._failure.result) >= self._deadline:
                return []
            sighting = self._sighted(None, seeds)
            if sighting is None:
                return []
            seen.append((seeds, sighting))
        return seen

    def _fits(self, seen: Seen, suspect: Shelved) -> bool:
        if time.monotonic() >= self._deadline:
            return False
        for seeds, theirs in seen:
            ours = self._sighted(self._links(suspect), seeds)
            if ours is None or not ours.is_like(theirs):
                return False
        return True

    def _links(self, suspect: Shelved) -> Answering:
        if self._is_here:
            return AuthorLinks(suspect.folder)
        return WorkerLinks(self._workers, suspect.folder, self._deadline)

    def _sighted(self, links: Answering | None, seeds: str) -> Sighting | None:
        occasion, deadline = self._failure.occasion, self._deadline
        run, comparisons = self._again(occasion, links=links, seeds=seeds, deadline=deadline)
        return sighted(run, comparisons, self._job.folders)


def _check_seconds(image: str) -> float:
    return CHECK_SECONDS if image in HERE else WORKER_SECONDS


def _image(job: Job, result: CheckResult) -> str:
    return job.assignment.image_of(job.assignment.task(result.task))


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
