"""What one test process has to do, and how it says what it has done."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from pydantic import ConfigDict, Field

from autograder.model import Assignment, CheckResult, ExpectedCheck, Record, Submission
from autograder.notebooks import modules_of


class FailedLoad(Record):
    """A file whose loading ended the student's process, or ran out of time."""

    file: str
    count: int
    result: CheckResult
    """The last check that met it; later checks of the file share its outcome."""


class Job(Record):
    """The checks that one test process runs."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    assignment: Assignment
    student: str = ""
    files: dict[str, bytes] = Field(default_factory=dict)
    modules: dict[str, bytes] = Field(default_factory=dict)
    """What notebooks among `files` give; runs beside them and is nobody's own file."""
    folders: tuple[Path, ...]
    secret: bytes
    seconds: float
    """What is left of the submission's time."""
    only: frozenset[str] | None = None
    """Names of the checks to run; all if None."""
    tasks: frozenset[str] | None = None
    collect_only: bool = False
    is_guarded: bool = True
    """True if student code cannot touch the zygote: a lost worker is then our fault."""
    failed_loads: tuple[FailedLoad, ...] = ()
    is_alone: bool = False
    """True if the test process is a fork of its own, and may fork in turn."""
    shelf: Path | None = None
    """Where the author's code lies, if there is any to be run: see `shelf`."""
    stand_ins: tuple[str, ...] = ()
    """Submitted files whose functions the reference answers in place of the student's."""
    keeps_workers: bool = False
    """True if the submission is the author's own: its workers serve the next one too."""
    ends_at_failure: bool = False
    """True if nothing is run after the first check that does not pass."""


def job_of(assignment: Assignment, submission: Submission, **settings: object) -> Job:
    """Return the job of running `submission`.

    Raises:
        SpecError: a notebook of the reference cannot be read.
    """
    files = {file.path: file.content for file in submission.files}
    return Job.model_validate(
        {
            "assignment": assignment,
            "student": submission.student.id,
            "files": files,
            "modules": modules_of(files),
            **settings,
        }
    )


class Listener(Protocol):
    """Hears what a test process does, the moment it happens."""

    def collected(self, checks: tuple[ExpectedCheck, ...]) -> None:
        """All checks of the folders, whether they are to be run or not."""

    def refused(self, problems: tuple[str, ...]) -> None:
        """The suite cannot be run; these are the instructor's faults."""

    def loaded(self, image: str, packages: dict[str, str]) -> None:
        """A fresh worker of `image` told its versions."""

    def started(self, name: str) -> None:
        """A check has begun."""

    def finished(self, result: CheckResult, failed_load: str) -> None:
        """A check has ended; `failed_load` names the file whose loading ended it, if one did."""


class Relay:
    """Passes events on; keeps what the listener raises, which pytest would take for its own."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self.error: BaseException | None = None

    def collected(self, checks: tuple[ExpectedCheck, ...]) -> None:
        """Pass it on."""
        self._tell(self._listener.collected, checks)

    def refused(self, problems: tuple[str, ...]) -> None:
        """Pass it on."""
        self._tell(self._listener.refused, problems)

    def loaded(self, image: str, packages: dict[str, str]) -> None:
        """Pass it on."""
        self._tell(self._listener.loaded, image, packages)

    def started(self, name: str) -> None:
        """Pass it on."""
        self._tell(self._listener.started, name)

    def finished(self, result: CheckResult, failed_load: str) -> None:
        """Pass it on."""
        self._tell(self._listener.finished, result, failed_load)

    def _tell(self, event: Callable[..., None], *details: object) -> None:
        if self.error is None:
            try:
                event(*details)
            except BaseException as error:
                self.error = error
                raise
