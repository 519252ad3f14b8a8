"""A check as readers think of it: the inputs of one test that differ, told as one."""

from collections import Counter
from collections.abc import Iterable, Sequence

from autograder.model import Record
from autograder.report import counted

from .differences import CheckDifference


class WholeCheck(Record):
    """One check of one student that differs, on whatever inputs."""

    name: str
    """Of the test, without an input."""
    title: str
    task: str
    before: float | None
    """Points of the inputs that differ; None if one of them had none."""
    after: float | None
    outcomes: str
    """`failed → passed`, or `failed → passed on 3 inputs, failed → timeout on 1 input`."""
    because: str
    gain: float
    """Points gained on the inputs that both gradings know; below 0 if lost."""


def whole_checks(checks: Iterable[CheckDifference]) -> tuple[WholeCheck, ...]:
    """Join the checks of one student that are one test on several inputs."""
    by_test: dict[str, list[CheckDifference]] = {}
    for check in checks:
        by_test.setdefault(check.name.partition("[")[0], []).append(check)
    return tuple(_whole(name, inputs) for name, inputs in by_test.items())


def _whole(name: str, inputs: Sequence[CheckDifference]) -> WholeCheck:
    return WholeCheck(
        name=name,
        title=inputs[0].title,
        task=inputs[0].task,
        before=_sum(one.before for one in inputs),
        after=_sum(one.after for one in inputs),
        outcomes=_outcomes(inputs),
        because="; ".join(dict.fromkeys(one.because for one in inputs)),
        gain=round(sum(map(_gain, inputs)), 4),
    )


def _sum(points: Iterable[float | None]) -> float | None:
    parts = list(points)
    known = [part for part in parts if part is not None]
    return round(sum(known), 4) if len(known) == len(parts) else None


def _gain(one: CheckDifference) -> float:
    if one.outcome_before is None or one.outcome_after is None:
        return 0.0
    return (one.after or 0.0) - (one.before or 0.0)


def _outcomes(inputs: Sequence[CheckDifference]) -> str:
    if len(inputs) == 1:
        return _outcome(inputs[0])
    found = Counter(map(_outcome, inputs))
    return ", ".join(f"{words} on {counted(count, 'input')}" for words, count in found.items())


def _outcome(check: CheckDifference) -> str:
    """Return `failed → passed`, `new: passed` or `failed: taken out`."""
    if check.outcome_before is None:
        return f"new: {check.outcome_after}"
    if check.outcome_after is None:
        return f"{check.outcome_before}: taken out"
    if check.outcome_before is check.outcome_after:
        return str(check.outcome_after)
    return f"{check.outcome_before} → {check.outcome_after}"
