"""Which checks a class fails most, and which mistakes its submissions equal."""

from collections import Counter
from collections.abc import Iterable, Sequence

from autograder.model import CheckResult, Grade, Outcome, Record

_MOST_CHECKS = 15
_MOST_MISTAKES = 10
_MOST_OF_A_CHECK = 3


class Mistake(Record):
    """A typical mistake, and in how many submissions a failed check equals it."""

    says: str
    """The author's sentence, as its students read it."""
    count: int


class CheckTally(Record):
    """How many submissions did not pass a check; the inputs of one test are one check."""

    name: str
    title: str
    hidden: bool
    inputs: int
    failing: int
    alone: int
    """Submissions that fail this one and no other: where they are many, is the check right?"""
    count: int
    most_often: str
    """The failure class that was seen most."""
    mistakes: tuple[Mistake, ...]
    """The mistakes that were named most, in submissions."""


class Tallies(Record):
    """The checks of a class."""

    count: int
    """Submissions with at least one check that ran."""
    passed_all: int
    checks: tuple[CheckTally, ...]
    """Those that fail most, the worst first."""
    failing: int
    """How many checks somebody fails, listed or not."""
    mistakes: tuple[Mistake, ...]
    not_imported: int
    """Submissions with a file that cannot be imported: it fails every check of it alike."""


def tallies_of(grades: Iterable[Grade]) -> Tallies:
    """Count over `grades`; checks that our fault kept from running are in no number."""
    counting = _Counting()
    for grade in grades:
        counting.add([check for check in grade.checks if check.outcome is not Outcome.ERROR])
    tallies = [one.tally(name) for name, one in counting.tests.items() if one.failing]
    worst = sorted(tallies, key=lambda tally: (-tally.failing, tally.count, tally.name))
    return Tallies(
        count=counting.count,
        passed_all=counting.passed_all,
        checks=tuple(worst[:_MOST_CHECKS]),
        failing=len(worst),
        mistakes=_mistakes(counting.mistakes, _MOST_MISTAKES),
        not_imported=counting.not_imported,
    )


class _Counting:
    """Numbers over a class, one submission after the other: no grade is kept."""

    def __init__(self) -> None:
        self.tests: dict[str, _OneTest] = {}
        self.mistakes: Counter[str] = Counter()
        self.count = self.passed_all = self.not_imported = 0

    def add(self, checks: Sequence[CheckResult]) -> None:
        """Count one submission more; none of whose checks ran is no submission here."""
        if not checks:
            return
        by_test = _by_test(checks)
        failed = {name for name, inputs in by_test.items() if any(map(_fails, inputs))}
        is_whole = not any(map(_is_import, checks))
        self.count += 1
        self.not_imported += not is_whole
        self.passed_all += is_whole and not failed
        self.mistakes.update(_named(checks))
        for name, inputs in by_test.items():
            self.tests.setdefault(name, _OneTest(inputs[0])).add(inputs)
        if is_whole and len(failed) == 1:
            self.tests[failed.pop()].alone += 1


class _OneTest:
    """Numbers of one test; its inputs count as one."""

    def __init__(self, first: CheckResult) -> None:
        self._first = first
        self._inputs = self._count = 0
        self._kinds: Counter[str] = Counter()
        self._mistakes: Counter[str] = Counter()
        self.failing = self.alone = 0

    def add(self, inputs: Sequence[CheckResult]) -> None:
        """Count one submission more."""
        failing = [check for check in inputs if _fails(check)]
        self._inputs = max(self._inputs, len(inputs))
        self._count += 1
        self.failing += bool(failing)
        self._kinds.update({_kind(check) for check in failing})
        self._mistakes.update(_named(failing))

    def tally(self, name: str) -> CheckTally:
        """Return what was counted."""
        return CheckTally(
            name=name,
            title=self._first.title,
            hidden=self._first.hidden,
            inputs=self._inputs,
            failing=self.failing,
            alone=self.alone,
            count=self._count,
            most_often=_ranked(self._kinds)[0][0],
            mistakes=_mistakes(self._mistakes, _MOST_OF_A_CHECK),
        )


def _fails(check: CheckResult) -> bool:
    return check.outcome is not Outcome.PASSED


def _is_import(check: CheckResult) -> bool:
    return _fails(check) and check.failure == "import"


def _by_test(checks: Iterable[CheckResult]) -> dict[str, list[CheckResult]]:
    found: dict[str, list[CheckResult]] = {}
    for check in checks:
        if not _is_import(check):
            found.setdefault(check.name.partition("[")[0], []).append(check)
    return found


def _kind(check: CheckResult) -> str:
    return check.failure or check.outcome.value


def _named(checks: Iterable[CheckResult]) -> set[str]:
    """Return the sentences that one submission was told: each counts once."""
    return {check.diagnosis for check in checks if check.diagnosis and _fails(check)}


def _mistakes(counts: Counter[str], most: int) -> tuple[Mistake, ...]:
    """Return the most frequent; what one alone did is no pattern of the class."""
    ranked = _ranked(counts)[:most]
    often = [one for one in ranked if one[1] > 1] or ranked[:1]
    return tuple(Mistake(says=says, count=count) for says, count in often)


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
