"""Where a student begins: what failed, in the order of the tasks, each likely cause once a task."""

from collections.abc import Iterator, Sequence

from autograder.model import Outcome, Record

from . import words
from .cases import cases
from .view import TaskView

SHOWN = 3
_THEIRS = (Outcome.FAILED, Outcome.TIMEOUT)


class Step(Record):
    """One sentence that does not hold yet, with what helps most."""

    task: str
    place: str
    """Of the check on the page: `2-3` is the third of the second task."""
    title: str
    cause: str
    """Empty if no typical mistake fits."""
    hint: str
    """What went wrong, or the author's question."""


class Beginning(Record):
    """The first steps, and how many failed sentences stand further below."""

    steps: tuple[Step, ...]
    more: int


def beginning(tasks: Sequence[TaskView]) -> Beginning:
    """Return where to begin; empty if nothing failed that a student can mend."""
    failed = list(_failed(tasks))
    told: dict[tuple[str, str], Step] = {}
    for step in failed:
        told.setdefault((step.task, step.cause or step.place), step)
    steps = tuple(told.values())[:SHOWN]
    return Beginning(steps=steps, more=len(failed) - len(steps))


def _failed(tasks: Sequence[TaskView]) -> Iterator[Step]:
    for number, task in enumerate(tasks, start=1):
        for index, case in enumerate(cases(task.checks), start=1):
            if case.outcome in _THEIRS:
                what = case.telling[0].failure
                causes = (check.diagnosis for check in case.telling if check.diagnosis)
                says_little = not what or what == words.FAILURES["value"]
                yield Step(
                    task=task.title,
                    place=f"{number}-{index}",
                    title=case.title,
                    cause=next(causes, ""),
                    hint=case.hint if says_little else words.sentence(what),
                )
