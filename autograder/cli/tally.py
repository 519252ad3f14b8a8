"""How far a class has come: counts by outcome, how fast it goes, how long it may take."""

import time
from collections import Counter, deque
from collections.abc import Callable
from enum import StrEnum

from autograder.batch import Graded
from autograder.model import Grade
from autograder.report.text import inert, line
from autograder.report.words import number

_LAST = 3
_NAME = 60
_MINUTE = 60


class Kind(StrEnum):
    """What became of one submission, in the words of the progress."""

    FULL = "full marks"
    PARTIAL = "partial"
    ZERO = "zero"
    UNDECIDED = "waits for a person"
    UNREADABLE = "unreadable"
    UNGRADED = "not graded"


def kind_of(grade: Grade) -> Kind:
    """Return what became of `grade`, by what is decided of it."""
    if grade.status == "unreadable":
        return Kind.UNREADABLE
    if grade.status == "error" or grade.points is None:
        return Kind.UNGRADED
    decided = grade.max_points - grade.waiting_points
    if decided <= 0 and grade.needs_review:
        return Kind.UNDECIDED
    if grade.points >= decided:
        return Kind.FULL
    return Kind.PARTIAL if grade.points else Kind.ZERO


class Tally:
    """Counts what ends of `total` submissions; knows no screen.

    Args:
        total: how many there are.
        clock: seconds that only grow.
    """

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.total = total
        self.done = 0
        self.kept = 0
        """Of those done: finished by an earlier run."""
        self.counts: Counter[Kind] = Counter()
        self.last: deque[str] = deque(maxlen=_LAST)
        """What ended last, newest first, harmless on a terminal."""
        self._clock = clock
        self._started = clock()

    def start(self) -> None:
        """Begin to measure: what comes before the first submission is nobody's time."""
        self._started = self._clock()

    def add(self, graded: Graded) -> None:
        """Count one more."""
        self.done += 1
        self.kept += not graded.again
        kind = kind_of(graded.grade)
        self.counts[kind] += 1
        self.last.appendleft(_result(graded.grade, kind))

    @property
    def seconds(self) -> float:
        """Time since the start."""
        return self._clock() - self._started

    @property
    def per_minute(self) -> float | None:
        """How many are graded in a minute; None before the first. What was kept is no work."""
        graded = self.done - self.kept
        return _MINUTE * graded / self.seconds if graded and self.seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at this rate, if none of it was kept; None if unknown."""
        rate = self.per_minute
        return None if rate is None else _MINUTE * (self.total - self.done) / rate

    def counts_in_words(self) -> str:
        """Return `full marks 3, partial 2`; what is not there is not named."""
        parts = [f"{kind} {self.counts[kind]:,}" for kind in Kind if self.counts[kind]]
        return ", ".join(parts + ([self.kept_in_words()] if self.kept else []))

    def kept_in_words(self) -> str:
        """Return how many an earlier run had finished."""
        return f"{self.kept:,} were done already"

    def pace_in_words(self) -> str:
        """Return `31 a minute, about 5 min left`; empty while that cannot be known."""
        if self.per_minute is None or self.seconds_left is None:
            return ""
        return f"{_rate(self.per_minute)} a minute, about {span(self.seconds_left)} left"


def span(seconds: float) -> str:
    """Return a time as people say it: `40 s`, `5 min`, `2 h 05 min`."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    minutes = round(seconds / _MINUTE)
    if minutes < 60:  # noqa: PLR2004 - an hour
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02} min"


def _rate(per_minute: float) -> str:
    return f"{per_minute:.0f}" if per_minute >= 10 else f"{per_minute:.1f}"  # noqa: PLR2004 - two digits


def _result(grade: Grade, kind: Kind) -> str:
    """Return points, then the name: a name that is read from the right moves no number."""
    name = inert(line(grade.submission_id, _NAME))
    if kind in {Kind.UNREADABLE, Kind.UNGRADED}:
        return f"{kind}: {name}"
    return f"{number(grade.points)}/{number(grade.max_points)} {name}"
