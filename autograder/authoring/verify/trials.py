"""The submissions that verify runs, each with what its author claims of it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from autograder import intake, spec
from autograder.authoring.template import build_template
from autograder.model import (
    Assignment,
    Catalogue,
    CheckResult,
    Conventions,
    Grade,
    Sample,
    Submission,
)

from .claims import (
    full_marks_breaches,
    loss_breaches,
    template_breaches,
    verdict_breaches,
)
from .reach import unreached_tasks
from .records import Kind

Place = Literal["home", "docker", "threads"]
"""`home`: where the author's own code runs; `docker`: in the image; `threads`: as home, but with
another number of threads."""
_ATTACKS = ("broken", "hostile")
THREADS = 2
ATTACK_SEEDS = 2
"""What attacks or blunders takes long and draws little from a seed: so many if nobody says more."""
IN_DOCKER = range(1, 3)
"""Under these seeds any sample runs in the image, if that is not where all run."""
_NAMES: dict[Place, str] = {
    "home": "reference",
    "docker": "reference in Docker",
    "threads": f"reference, {THREADS} threads",
}


@dataclass(frozen=True, slots=True)
class Trial:
    """One submission to run, and the judge of its grade."""

    kind: Kind
    name: str
    submission: Submission
    judge: Callable[[Grade], list[str]]
    place: Place = "home"
    conventions: Conventions = ()
    """What the course chose, where it is not what assignment.toml says."""
    says: str = ""
    done: tuple[CheckResult, ...] = ()
    """Results that hold for it as they do for the reference, since the same code ran."""

    is_harmless: bool = True
    """It may share a worker with others: after it, nothing is broken."""

    @property
    def id(self) -> str:
        """What no other trial has: the id of the submission."""
        return self.submission.id


def reference_trials(
    assignment: Assignment, seeds: range, place: Place = "home"
) -> Iterator[Trial]:
    """Yield the reference under each seed: another student draws other inputs."""
    reference = spec.reference_submission(assignment)
    for seed in seeds:
        submission = spec.edited(reference, (), f"reference.{place}.{seed}")
        if place == "threads":
            submission = _with_threads(assignment, submission)
        yield Trial("reference", _NAMES[place], submission, full_marks_breaches, place)


def template_trial(assignment: Assignment) -> Trial:
    """Return the template: what students start from."""
    reference = spec.reference_submission(assignment)
    files = build_template(assignment)
    given = {name: files[name] for name in assignment.submit if name in files}
    submission = spec.with_files(reference, given, "template")
    return Trial("template", "template", submission, template_breaches)


def sample_trials(
    assignment: Assignment, seeds: range, places: Collection[Place], attacks: range
) -> Iterator[Trial]:
    """Yield every sample under each seed, two of them in Docker where that is among `places`.

    What may attack its surroundings runs under `attacks`, in Docker whatever `places` says.
    """
    for sample in spec.load_samples(assignment):
        is_attack = sample.group in _ATTACKS
        needs_docker = is_attack or sample.verdict.sandbox is not None
        for seed in attacks if is_attack else seeds:
            in_docker = needs_docker or (seed in IN_DOCKER and "docker" in places)
            yield _sample_trial(assignment, sample, seed, "docker" if in_docker else "home")


def mistake_trials(
    assignment: Assignment,
    catalogue: Catalogue,
    seeds: range,
    proven: Sequence[CheckResult] = (),
) -> Iterator[Trial]:
    """Yield every mistake, under the conventions under which it is one.

    Of the reference's results `proven`, those that a mistake cannot reach hold for it too.
    """
    for mistake in catalogue.mistakes:
        is_due = spec.is_due(mistake, assignment.conventions)
        conventions = () if is_due else mistake.when
        reference = spec.reference_submission(spec.with_conventions(assignment, conventions))
        for seed in seeds:
            submission = spec.edited(reference, mistake.edits, f"mistake.{mistake.id}.{seed}")
            judge = _Loss(mistake.fails, mistake.max_loss)
            changed = {edit.file for edit in mistake.edits}
            kept = unreached_tasks(assignment, submission, changed) if is_due else frozenset()
            yield Trial(
                "mistake", mistake.id, submission, judge, conventions=conventions,
                says=mistake.says, done=tuple(one for one in proven if one.task in kept),
            )  # fmt: skip


def variant_trials(assignment: Assignment, catalogue: Catalogue) -> Iterator[Trial]:
    """Yield each value of each convention under its own value and under each other one."""
    for name, _chosen in assignment.conventions:
        for course in catalogue.values_of(name):
            for value in catalogue.values_of(name):
                yield _variant_trial(assignment, catalogue, name, (value, course))


def _with_threads(assignment: Assignment, submission: Submission) -> Submission:
    """Let torch use more threads, which a worker otherwise holds to one."""
    torch = {task.file for task in assignment.tasks if assignment.image_of(task) == "torch"}
    more = f'\n__import__("torch").set_num_threads({THREADS})\n'.encode()
    files = {
        file.path: file.content + (more if file.path in torch else b"") for file in submission.files
    }
    return spec.with_files(submission, files, submission.id)


def _variant_trial(
    assignment: Assignment, catalogue: Catalogue, name: str, values: tuple[str, str]
) -> Trial:
    """Return the reference under `values[0]`, graded by a course that chose `values[1]`."""
    value, course = values
    variant = catalogue.variant(name, value)
    own = spec.with_conventions(assignment, ((name, value),))
    submission = spec.edited(
        spec.reference_submission(own), (), f"variant.{name}.{value}.under.{course}"
    )
    is_own = value == course
    label = f"{name} = {value}" if is_own else f"{name} = {value} under {course}"
    judge = full_marks_breaches if is_own else _Loss(variant.fails, variant.max_loss)
    return Trial(
        "variant", label, submission, judge, conventions=((name, course),),
        says="" if is_own else variant.says,
    )  # fmt: skip


def _sample_trial(assignment: Assignment, sample: Sample, seed: int, place: Place) -> Trial:
    name = f"sample.{sample.group}.{sample.name}.{seed}"
    submission = intake.read_submission(sample.folder, assignment, name)
    submission = submission.model_copy(update={"id": name})
    judge = _Verdict(sample)
    # A blunder breaks the process of its own check at most, unless its author says more.
    is_harmless = sample.group != "hostile" and sample.verdict.sandbox is None
    return Trial(sample.group, sample.name, submission, judge, place, is_harmless=is_harmless)


@dataclass(frozen=True, slots=True)
class _Loss:
    fails: tuple[str, ...] | None
    max_loss: float | None

    def __call__(self, grade: Grade) -> list[str]:
        return loss_breaches(grade, self.fails, self.max_loss)


@dataclass(frozen=True, slots=True)
class _Verdict:
    sample: Sample

    def __call__(self, grade: Grade) -> list[str]:
        return verdict_breaches(grade, self.sample.verdict)
