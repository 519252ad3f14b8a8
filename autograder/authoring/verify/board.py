"""Gathers what trials came to: rows of the matrix, findings, what could not be judged."""

from collections import Counter

from autograder.model import Grade, Limits

from .claims import failed_checks, loss_of, lost_tasks
from .records import Finding, Kind, Row
from .timing import Timings
from .trials import Trial

_RULES: dict[Kind, str] = {
    "reference": "reference", "template": "template", "mistake": "mistake", "variant": "variant",
}  # fmt: skip
_MUST_BE_QUICK = ("reference", "right")


class Board:
    """One assignment's rows, in the order in which they are first met."""

    def __init__(self, limits: Limits) -> None:
        self._rows: dict[tuple[Kind, str], Row] = {}
        self.problems: dict[str, None] = {}
        self.timings = Timings(limits)

    def expect(self, trial: Trial) -> None:
        """Keep a place for the row of a trial that is to be run."""
        self._rows.setdefault((trial.kind, trial.name), _blank(trial))

    def add(self, trial: Trial, grade: Grade) -> None:
        """Judge one more run of a row; what failed through us is no run."""
        if grade.status == "error":
            self.problems[f"{trial.name}: {grade.problem}"] = None
            return
        key = (trial.kind, trial.name)
        row = self._rows.get(key, _blank(trial))
        failed = Counter(row.failed) + Counter(check.name for check in failed_checks(grade))
        breaches = (*row.breaches, *(one for one in trial.judge(grade) if one not in row.breaches))
        self._rows[key] = row.model_copy(
            update={
                "runs": row.runs + 1,
                "lost": max(row.lost, loss_of(grade)),
                "tasks": tuple(dict.fromkeys((*row.tasks, *lost_tasks(grade)))),
                "failed": dict(failed),
                "breaches": breaches,
            }
        )
        self.time(trial, grade)

    def time(self, trial: Trial, grade: Grade, *, slower: float = 1.0) -> None:
        """Note how long right work took, on a machine so many times slower than alone."""
        if trial.kind in _MUST_BE_QUICK and trial.place != "threads":
            self.timings.add(_family(trial), grade, slower=slower)

    def rows(self) -> tuple[Row, ...]:
        """Return the rows of which at least one run was judged."""
        return tuple(row for row in self._rows.values() if row.runs)

    def findings(self) -> tuple[Finding, ...]:
        """Return what of the author's claims does not hold."""
        return tuple(
            Finding(rule=_RULES.get(row.kind, "sample"), subject=_subject(row), message=breach)
            for row in self.rows()
            for breach in row.breaches
        )


def _blank(trial: Trial) -> Row:
    return Row(kind=trial.kind, name=trial.name, says=trial.says, runs=0)


def _subject(row: Row) -> str:
    is_sample = row.kind in ("right", "partial", "wrong", "broken", "hostile")
    return f"{row.kind}.{row.name}" if is_sample else row.name


def _family(trial: Trial) -> str:
    # The reference is one piece of work, wherever it runs.
    return "reference" if trial.kind == "reference" else trial.name
