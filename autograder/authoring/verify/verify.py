"""Hold an assignment to everything that its author says of it."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from autograder import spec
from autograder.errors import SpecError
from autograder.model import Assignment, Catalogue, CheckResult, Executor, ExpectedCheck

from .board import Board
from .bounds import false_alarm_bound, flaky_words
from .claims import failed_checks
from .grounds import Grounds, OpenSandbox
from .lint import edit_findings, point_findings, silent_findings, template_findings
from .records import Finding, Mutation, Report, Stability
from .source import source_findings
from .timing import slowdown
from .trials import (
    ATTACK_SEEDS,
    Place,
    Trial,
    mistake_trials,
    reference_trials,
    sample_trials,
    template_trial,
    variant_trials,
)
from .written import rubric_findings, rubric_notes

Level = Literal["basic", "full"]
Groups = Collection[str] | None
SEEDS = {"basic": 5, "full": 50}
_SAMPLE_SHARE, _MISTAKE_SHARE = 16, 50
"""Samples and mistakes run under one seed for each so many of the reference's."""
_TIMES_AGAIN = 3
_Checks = tuple[ExpectedCheck, ...]
Mutate = Callable[[Grounds, Catalogue], Mutation]


@dataclass(frozen=True, slots=True)
class Settings:
    """How much is looked at, and where it runs."""

    level: Level
    sandboxes: Mapping[Place, OpenSandbox]
    executor: Executor
    seeds: int | None = None
    """By level if None."""
    sample_seeds: int | None = None
    """Every sample, attacks too, under so many; a share of `seeds`, attacks fewer, if None."""
    notes: tuple[str, ...] = ()
    """What the caller knows of the places, for the report."""
    mutate: Mutate | None = None
    slowdown: Callable[[], float] = slowdown
    """Says how many times as long as alone a process takes on this machine now."""
    tell: Callable[[str], None] = lambda _words: None
    """Hears what is being done."""


def verify(folder: Path, settings: Settings) -> Report:
    """Return all that does not hold of the assignment in `folder`.

    Raises:
        SandboxError: no test process or sandbox can be started.
    """
    started = time.monotonic()
    found = [_spec_finding(folder, words) for words in spec.lint_assignment(folder)]
    if found:
        report = Report(slug=folder.name, level=settings.level, findings=tuple(found))
    else:
        with _grounds(folder, settings) as grounds:
            report = _Verification(grounds, settings).report()
    return report.model_copy(update={"seconds": round(time.monotonic() - started, 1)})


def verify_samples(folder: Path, settings: Settings, groups: Groups = None) -> Report:
    """Return a report on the sample submissions alone: on those of `groups`, or all.

    Raises:
        SpecError: the assignment cannot be read.
        SandboxError: no test process or sandbox can be started.
    """
    with _grounds(folder, settings) as grounds:
        return _Verification(grounds, settings).report_on_samples(groups)


def _grounds(folder: Path, settings: Settings) -> Grounds:
    return Grounds(spec.load_assignment(folder), settings.sandboxes, settings.executor)


def _spec_finding(folder: Path, words: str) -> Finding:
    return Finding(rule="spec", subject=folder.name, message=words)


class _Verification:
    """One run of verify on an assignment that can be read."""

    def __init__(self, grounds: Grounds, settings: Settings) -> None:
        self._grounds = grounds
        self._settings = settings
        self._assignment = grounds.assignment
        self._catalogue = spec.load_catalogue(self._assignment)
        self._board = Board(self._assignment.limits)
        self._seeds = settings.seeds or SEEDS[settings.level]
        self._findings: list[Finding] = []
        self._notes: list[str] = list(settings.notes)
        self._stability: Stability | None = None
        self._mutation: Mutation | None = None
        self._expected: _Checks = ()
        self._proven: tuple[CheckResult, ...] = ()

    def report(self) -> Report:
        """Look at everything, cheap things first; stop where the rest would mean nothing."""
        try:
            self._read()
            if self._run_reference():
                self._run_rest()
        except SpecError as error:
            self._findings.append(_spec_finding(self._assignment.folder, str(error)))
        return self._gathered()

    def report_on_samples(self, groups: Groups) -> Report:
        """Run the sample submissions and nothing else."""
        self._expected = _by_task(self._assignment, self._grounds.expected())
        self._run(one for one in self._samples() if groups is None or one.kind in groups)
        return self._gathered()

    def _gathered(self) -> Report:
        return Report(
            slug=self._assignment.slug,
            title=self._assignment.title,
            level=self._settings.level,
            findings=(*self._findings, *self._board.findings()),
            notes=tuple(self._notes),
            problems=tuple(self._board.problems),
            checks=self._expected,
            rows=self._board.rows(),
            stability=self._stability,
            mutation=self._mutation,
        )

    @property
    def _is_full(self) -> bool:
        return self._settings.level == "full"

    def _read(self) -> None:
        """Look at what needs no run of a check."""
        self._settings.tell("reading")
        self._findings += template_findings(self._assignment)
        self._findings += source_findings(self._assignment)
        self._findings += edit_findings(self._assignment, self._catalogue)
        self._findings += rubric_findings(self._assignment)
        self._notes += rubric_notes(self._assignment)
        self._expected = _by_task(self._assignment, self._grounds.expected())
        self._findings += point_findings(self._assignment, self._expected)
        self._findings += silent_findings(self._expected)

    def _run_reference(self) -> bool:
        """Run the reference in each place, under different seeds; tell whether it is right."""
        self._settings.tell("the reference in each place")
        places = [place for place in ("home", "docker", "threads") if place in self._places]
        trials: list[Trial] = []
        for seed, place in enumerate(places):
            (trial,) = reference_trials(self._assignment, range(seed, seed + 1), place)
            trials.append(trial)
        self._run(trials)
        return not self._board.findings() and not self._board.problems

    @property
    def _places(self) -> frozenset[Place]:
        return self._grounds.places

    def _run_rest(self) -> None:
        trials: list[Trial] = []
        if self._is_full:
            trials += self._of_author()
        if not any(finding.rule == "template" for finding in self._findings):
            trials.append(template_trial(self._assignment))
        self._settings.tell(f"submissions of the author: {len(trials)}")
        self._run(trials)
        self._run_seeds()
        self._settle_slow()
        if self._is_full:
            self._find_idle()
        if self._settings.mutate is not None:
            self._settings.tell("mutants")
            self._mutation = self._settings.mutate(self._grounds, self._catalogue)

    def _of_author(self) -> Iterator[Trial]:
        """Yield samples, variants and mistakes; those that wait longest first."""
        yield from self._samples()
        if not any(finding.rule == "variant" for finding in self._findings):
            yield from variant_trials(self._assignment, self._catalogue)
        # Edits that cannot be made are named already.
        subjects = (finding.subject for finding in self._findings if finding.rule == "mistake")
        broken = {subject.partition(" under ")[0] for subject in subjects}
        whole = tuple(one for one in self._catalogue.mistakes if one.id not in broken)
        kept = self._catalogue.model_copy(update={"mistakes": whole})
        seeds = range(max(1, self._seeds // _MISTAKE_SHARE))
        yield from mistake_trials(self._assignment, kept, seeds, self._proven)

    def _samples(self) -> list[Trial]:
        """Return the samples that can be run here; note those that cannot."""
        in_containers = self._grounds.sandbox("home").name == "docker"
        places = self._places - {"docker"} if in_containers else self._places
        most = self._settings.sample_seeds
        seeds = range(most or max(1, self._seeds // _SAMPLE_SHARE))
        attacks = seeds if most else seeds[:ATTACK_SEEDS]
        samples = list(sample_trials(self._assignment, seeds, places, attacks))
        left = {f"{one.kind}.{one.name}": None for one in samples if one.place not in self._places}
        if left:
            self._notes.append(f"not run, since they need Docker: {', '.join(left)}")
        possible = (trial for trial in samples if trial.place in self._places)
        return sorted(possible, key=lambda trial: trial.place != "docker")

    def _run(self, trials: Iterable[Trial]) -> None:
        todo = list(trials)
        for trial in todo:
            self._board.expect(trial)
        for trial, grade in self._grounds.run(todo):
            self._board.add(trial, grade)
            if trial.kind == "reference" and trial.place == "home":
                self._proven = grade.checks

    def _run_seeds(self) -> None:
        """Run the reference under many seeds: what fails under some of them is flaky."""
        self._settings.tell(f"the reference under {self._seeds} seeds")
        failed: Counter[str] = Counter()
        failures = 0
        # Those of `_run_reference` count too: they passed, or we would not be here.
        runs = len(self._places - {"threads"})
        trials = reference_trials(self._assignment, range(100 + runs, 100 + self._seeds))
        for trial, grade in self._grounds.run(trials):
            if grade.status == "error":
                self._board.problems[f"{trial.name}: {grade.problem}"] = None
                continue
            self._board.time(trial, grade)
            runs += 1
            names = [check.name for check in failed_checks(grade)]
            failures += bool(names)
            failed.update(names)
        self._findings += [
            Finding(rule="flaky", subject=name, message=flaky_words(count, runs))
            for name, count in failed.items()
        ]
        bound = false_alarm_bound(failures, runs) if runs else 1.0
        self._stability = Stability(seeds=runs, failures=failures, bound=bound)

    def _settle_slow(self) -> None:
        """Time right work that seemed slow again, alone, before its limits are called short."""
        timings = self._board.timings
        again = {trial.name: trial for trial in self._right_trials()}
        for name in timings.slow():
            for _ in range(_TIMES_AGAIN):
                if name in timings.slow() and name in again:
                    before = self._settings.slowdown()
                    for trial, grade in self._grounds.run([again[name]]):
                        self._board.time(
                            trial, grade, slower=min(before, self._settings.slowdown())
                        )
        self._findings += timings.findings()
        self._notes.append(timings.slowest())

    def _right_trials(self) -> Iterator[Trial]:
        yield from reference_trials(self._assignment, range(1))
        if self._is_full:
            samples = sample_trials(self._assignment, range(1), self._places, range(0))
            yield from (trial for trial in samples if trial.kind == "right")

    def _find_idle(self) -> None:
        """Name each check that no mistake fails."""
        failed = {
            name
            for row in self._board.rows()
            if row.kind in ("mistake", "variant")
            for name in row.failed
        }
        self._findings += [
            Finding(
                rule="idle",
                subject=check.name,
                message="no mistake or variant fails it: write the mistake that it is there for, "
                "or remove the check",
            )
            for check in self._expected
            if check.name not in failed
        ]


def _by_task(assignment: Assignment, checks: _Checks) -> _Checks:
    """Return the checks in the order of the assignment's tasks; those of no task last."""
    order = {task.id: place for place, task in enumerate(assignment.tasks)}
    return tuple(sorted(checks, key=lambda check: order.get(check.task, len(order))))
