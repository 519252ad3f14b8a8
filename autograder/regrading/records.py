"""A class graded again: what became of each student, and of how many what."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from statistics import fmean
from typing import Literal

from pydantic import computed_field

from autograder.model import Record, Student

from .causes import Kind
from .differences import Difference
from .whole_checks import WholeCheck, whole_checks

Direction = Literal["up", "down", "kept", "same", "waits", "first", "ours", "not comparable"]
"""`kept`: the checks give less, and --never-lower gives it back. `waits`: a person reads an
answer that counted before. `first`: there was no total before. `ours`: a fault of ours; the
grade stands as it was. `not comparable`: the work that was graded is not there."""


class StudentRegrade(Record):
    """One submission in a regrade."""

    submission_id: str
    student: Student
    direction: Direction
    ran: bool = False
    """False if nothing that the grade depends on had changed."""
    difference: Difference | None = None
    kept: float = 0.0
    """Points that were given back."""
    causes: tuple[tuple[Kind, str], ...] = ()
    problem: str = ""
    """Why there is nothing to compare, in words for the staff."""
    sentence: str = ""
    """What the student reads; empty if the grade did not change."""


class CheckTally(Record):
    """One check over the class; the inputs of one test are one check."""

    name: str
    title: str
    reasons: tuple[str, ...]
    """Which changes it comes from, in words: one, unless students differ in it."""
    up: int
    down: int
    other: int
    """Another outcome, the same points; or a check that is new, or was taken out."""


class ClassRegrade(Record):
    """A whole regrade, as its report tells it."""

    schema_version: Literal[1] = 1
    assignment: str
    title: str
    reason: str
    at: datetime
    preview: bool
    """True: nothing was stored."""
    never_lower: bool
    whole: bool
    """True if every submission of the folder was looked at."""
    lock: str
    """Digest of all that `autograder release` locks, as it was."""
    students: tuple[StudentRegrade, ...] = ()

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented order of decorators
    @property
    def counts(self) -> dict[str, int]:
        """How many students went each way."""
        return dict(Counter(one.direction for one in self.students))

    @property
    def causes(self) -> tuple[tuple[Kind, str, int], ...]:
        """Return each thing that changed, and for how many grades."""
        found = Counter(cause for one in self.students for cause in one.causes)
        return tuple((kind, what, count) for (kind, what), count in found.items())

    @property
    def checks(self) -> tuple[CheckTally, ...]:
        """Return the checks that differ for somebody, those with the most students first."""
        by_name: dict[str, list[WholeCheck]] = {}
        differences = (one.difference for one in self.students if one.difference)
        for found in differences:
            for check in whole_checks(found.checks):
                by_name.setdefault(check.name, []).append(check)
        tallies = [_tally(found) for found in by_name.values()]
        return tuple(sorted(tallies, key=lambda one: -(one.up + one.down + one.other)))

    @property
    def changed(self) -> tuple[StudentRegrade, ...]:
        """Return the students who read other points, or of whom a decision fell away."""
        return tuple(one for one in self.students if _is_changed(one))

    @property
    def means(self) -> tuple[float, float] | None:
        """Return the mean total before and after, of those who had and have one."""
        totals = [
            (one.difference.before, one.difference.after) for one in self.students if one.difference
        ]
        pairs = [(a, b) for a, b in totals if a is not None and b is not None]
        if not pairs:
            return None
        return fmean(a for a, _ in pairs), fmean(b for _, b in pairs)

    @property
    def is_complete(self) -> bool:
        """True if every submission was graded again, or needed not be."""
        return self.whole and not self.counts.get("ours")


_ORDER: tuple[Direction, ...] = (
    "down", "up", "kept", "waits", "first", "ours", "not comparable", "same",
)  # fmt: skip


def in_order(students: list[StudentRegrade]) -> tuple[StudentRegrade, ...]:
    """Return who goes down first, then up, then the rest; each by submission."""
    return tuple(sorted(students, key=lambda one: (_ORDER.index(one.direction), one.submission_id)))


def _is_changed(one: StudentRegrade) -> bool:
    found = one.difference
    return bool(found and (found.changes_points or found.lost_overrides))


def _tally(found: Sequence[WholeCheck]) -> CheckTally:
    up = sum(one.gain > 0 for one in found)
    down = sum(one.gain < 0 for one in found)
    return CheckTally(
        name=found[0].name,
        title=found[0].title,
        reasons=tuple(dict.fromkeys(one.because for one in found)),
        up=up,
        down=down,
        other=len(found) - up - down,
    )
