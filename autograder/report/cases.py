"""Checks that state the same sentence, read as one: a parametrized test is one line."""

from collections.abc import Sequence
from itertools import groupby

from autograder.model import Outcome, Record

from .view import CheckView
from .words import OUTCOMES, counted

_WORST_FIRST = (
    Outcome.ERROR,
    Outcome.FAILED,
    Outcome.TIMEOUT,
    Outcome.MISSING,
    Outcome.SKIPPED,
    Outcome.PASSED,
)


class Case(Record):
    """Checks with one sentence: usually one; more if its test has several inputs."""

    title: str
    hint: str
    hidden: bool
    outcome: Outcome
    """The worst of its checks."""
    words: str
    """`passed`, `partly right`, or `4 of 6 inputs passed`."""
    points: float | None
    max_points: float
    telling: tuple[CheckView, ...]
    """The checks with something to say: not passed, or with output or a note; equal ones once."""


def cases(checks: Sequence[CheckView]) -> tuple[Case, ...]:
    """Group neighbours that state the same sentence."""
    groups = groupby(checks, key=lambda check: (check.title, check.hidden))
    return tuple(_case(list(group)) for _, group in groups)


def _case(checks: Sequence[CheckView]) -> Case:
    first = checks[0]
    points = [check.points for check in checks]
    known = [part for part in points if part is not None]
    outcome = min((check.outcome for check in checks), key=_WORST_FIRST.index)
    return Case(
        title=first.title,
        hint=next((check.hint for check in checks if check.hint), ""),
        hidden=first.hidden,
        outcome=outcome,
        words=_words(checks, outcome),
        points=round(sum(known), 4) if len(known) == len(points) else None,
        max_points=round(sum(check.max_points for check in checks), 4),
        telling=_telling(checks),
    )


def _words(checks: Sequence[CheckView], worst: Outcome) -> str:
    passed = sum(check.outcome is Outcome.PASSED for check in checks)
    first = checks[0]
    if len(checks) == 1 and worst is Outcome.FAILED and first.points:
        return "partly right"
    if len(checks) == 1 or passed == len(checks):
        return OUTCOMES[worst]
    return f"{passed} of {counted(len(checks), 'input')} passed"


def _telling(checks: Sequence[CheckView]) -> tuple[CheckView, ...]:
    kept: dict[CheckView, CheckView] = {}
    for check in checks:
        if check.output or check.note or check.outcome is not Outcome.PASSED:
            kept.setdefault(check.model_copy(update={"name": ""}), check)
    return tuple(kept.values())
