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
    per_grade = [_ran(grade) for grade in grades]
    ran = [checks for checks in per_grade if checks]
    by_name: dict[str, list[list[CheckResult]]] = {}
    for checks in ran:
        for name, inputs in _by_test(checks).items():
            by_name.setdefault(name, []).append(inputs)
    tallies = [_tally(name, results) for name, results in by_name.items()]
    worst = sorted(tallies, key=lambda tally: (-tally.failing, tally.count, tally.name))
    failing = [tally for tally in worst if tally.failing]
    return Tallies(
        count=len(ran),
        passed_all=sum(not any(map(_fails, checks)) for checks in ran),
        checks=tuple(failing[:_MOST_CHECKS]),
        failing=len(failing),
        mistakes=_mistakes(ran, _MOST_MISTAKES),
        not_imported=sum(any(map(_is_import, checks)) for checks in ran),
    )


def _ran(grade: Grade) -> list[CheckResult]:
    return [check for check in grade.checks if check.outcome is not Outcome.ERROR]


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


def _tally(name: str, results: Sequence[Sequence[CheckResult]]) -> CheckTally:
    """Return the tally of one test, of the results of each submission."""
    failing = [[check for check in inputs if _fails(check)] for inputs in results]
    kinds = Counter(kind for checks in failing for kind in {_kind(check) for check in checks})
    first = results[0][0]
    return CheckTally(
        name=name,
        title=first.title,
        hidden=first.hidden,
        inputs=max(map(len, results)),
        failing=sum(map(bool, failing)),
        count=len(results),
        most_often=_ranked(kinds)[0][0] if kinds else "",
        mistakes=_mistakes(failing, _MOST_OF_A_CHECK),
    )


def _kind(check: CheckResult) -> str:
    return check.failure or check.outcome.value


def _mistakes(submissions: Iterable[Iterable[CheckResult]], most: int) -> tuple[Mistake, ...]:
    """Count each sentence once a submission; what one alone did is no pattern of the class."""
    counts = Counter(
        says
        for checks in submissions
        for says in {check.diagnosis for check in checks if check.diagnosis and _fails(check)}
    )
    ranked = _ranked(counts)[:most]
    often = [one for one in ranked if one[1] > 1] or ranked[:1]
    return tuple(Mistake(says=says, count=count) for says, count in often)


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
