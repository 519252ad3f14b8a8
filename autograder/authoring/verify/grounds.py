"""Where trials run: one warm grader for each place and choice of conventions."""

import contextlib
import importlib.util
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Self

from autograder import spec
from autograder.errors import SpecError
from autograder.grading import Grader
from autograder.model import (
    Assignment,
    Conventions,
    Executor,
    ExpectedCheck,
    Grade,
    Sandbox,
)

from .trials import Place, Trial

SECRET = b"autograder verify"
"""Not a course's secret: every run of verify draws the same inputs, so that CI never flips."""
LOCAL = {"numpy": "numpy", "torch": "torch"}
"""Images whose packages may be here too, and the module that tells."""

_PATIENCE, _MOST_SECONDS = 10, 600
"""Where time is not what is looked at, limits are so many times as wide, in seconds at most."""

_Key = tuple[Place, Conventions, bool]
OpenSandbox = Callable[[], Sandbox]
"""Makes a sandbox; raises SandboxError if it cannot start here."""


class Grounds:
    """Runs trials of one assignment; a context manager that ends the graders it made.

    Args:
        assignment: as its author wrote it.
        sandboxes: how to get each kind that may be used, by place; the caller closes them.
        executor: runs several trials at once.
    """

    def __init__(
        self, assignment: Assignment, sandboxes: Mapping[Place, OpenSandbox], executor: Executor
    ) -> None:
        self.assignment = assignment
        self._sandboxes = sandboxes
        self._executor = executor
        self._stack = contextlib.ExitStack()
        self._graders: dict[_Key, Grader] = {}
        self._expected: tuple[ExpectedCheck, ...] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    @property
    def places(self) -> frozenset[Place]:
        """Where trials can run."""
        return frozenset(self._sandboxes)

    def sandbox(self, place: Place) -> Sandbox:
        """Return the sandbox of a place. Raises SandboxError if it cannot start here."""
        return self._sandboxes[place]()

    def expected(self) -> tuple[ExpectedCheck, ...]:
        """Return the checks of the suite, running none. Raises SpecError."""
        if self._expected is None:
            grader = self._open(("home", (), True))
            self._expected = grader.collect()
            grader.adopt(self._expected)
        return self._expected

    def run(self, trials: Iterable[Trial]) -> Iterator[tuple[Trial, Grade]]:
        """Yield each trial with its grade, as they end. Raises SpecError and SandboxError."""
        todo = list(trials)
        by_id = {trial.id: trial for trial in todo}
        if len(by_id) < len(todo):
            msg = f"two trials of {self.assignment.slug!r} have one name"
            raise SpecError(msg)
        for grade in self._executor.map(self._grade, todo):
            yield by_id[grade.submission_id], grade

    def _grade(self, trial: Trial) -> Grade:
        # The threads of a worker are set by the code that it runs.
        keeps_workers = trial.is_harmless and trial.place != "threads"
        key = (trial.place, trial.conventions, keeps_workers)
        return self._grader(key).grade(trial.submission, done=trial.done)

    def _grader(self, key: _Key) -> Grader:
        with self._lock:
            if key not in self._graders:
                self._open(key).adopt(self.expected())
            return self._graders[key]

    def _open(self, key: _Key) -> Grader:
        place, conventions, keeps_workers = key
        if key not in self._graders:
            changed = spec.with_conventions(self.assignment, conventions)
            if place == "threads":
                changed = _unhurried(changed)
            # A diagnosis of each failed check would take longer than all of verify.
            grader = Grader(
                changed,
                self.sandbox(place),
                secret=SECRET,
                diagnosis=False,
                keeps_workers=keeps_workers,
            )
            self._graders[key] = self._stack.enter_context(grader)
        return self._graders[key]


def _unhurried(assignment: Assignment) -> Assignment:
    """Give more time: threads that share the one core of a container wait for each other."""
    limits = assignment.limits
    names = ("import_seconds", "call_seconds", "test_seconds", "submission_seconds")
    given = {name: getattr(limits, name) for name in names}
    changed = {
        name: max(seconds, min(_PATIENCE * seconds, _MOST_SECONDS))
        for name, seconds in given.items()
    }
    return assignment.model_copy(update={"limits": limits.model_copy(update=changed)})


def runs_at_home(assignment: Assignment) -> bool:
    """Tell whether this machine has what the images of all tasks have."""
    images = {assignment.image_of(task) for task in assignment.tasks}
    return all(
        image in LOCAL and importlib.util.find_spec(LOCAL[image]) is not None for image in images
    )
