"""The swap points: what a sandbox, an executor, a scorer and an exporter must do."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeVar

from .assignment import Limits
from .base import Record
from .grade import Grade, ImageRecord
from .job import GradeJob, GraderSetup, Ungraded
from .result import CheckResult
from .rubric import AnswerScore, Question

Job = TypeVar("Job")
Done = TypeVar("Done")

Perform = Callable[[GradeJob, Callable[[CheckResult], None]], Grade | Ungraded | None]
"""Grades one job, and says each check the moment it hears of it; None: it was not begun."""


class Guarantee(StrEnum):
    """What a sandbox may promise; the conformance suite proves exactly what is declared."""

    CRASH = "crash"
    """A crash in one test costs that test only."""
    TIMEOUT = "timeout"
    """A hanging call is ended by the trusted side's clock."""
    MEMORY = "memory"
    PROCESSES = "processes"
    DISK = "disk"
    OUTPUT = "output"
    NETWORK = "network"
    """No address can be reached."""
    FILESYSTEM = "filesystem"
    """Nothing of the host's files can be read or written."""
    ORPHANS = "orphans"
    """No process outlives its test."""
    ZYGOTE = "zygote"
    """The process that starts tests cannot be touched from within one."""


class BoxSpec(Record):
    """What a claimed worker must be: the key of the pool."""

    image: str
    limits: Limits


class Fate(Record):
    """Why a worker ended, as far as the outside can tell."""

    reason: str
    """Words for a report, such as "the container ran out of memory"."""
    out_of_memory: bool = False
    exit_code: int | None = None


class Stream(Protocol):
    """A duplex byte stream with deadlines (absolute, `time.monotonic` seconds)."""

    def send(self, data: bytes | bytearray | memoryview, deadline: float) -> None:
        """Write all of `data`. Raises TimeoutError, or ConnectionError if the peer is gone."""

    def receive(self, count: int, deadline: float) -> bytes:
        """Read exactly `count` bytes. Raises TimeoutError, or ConnectionError at the end."""

    def close(self) -> None:
        """Shut the stream; safe to call twice."""


class Worker(Protocol):
    """A fresh, started zygote that has not yet seen a file; used for one submission only."""

    image: ImageRecord

    @property
    def stream(self) -> Stream:
        """The channel to the zygote, for use in this process."""

    def detach(self) -> tuple[int, str] | None:
        """Return (file descriptor, framing "raw" or "docker") to hand to another process.

        None if this worker cannot be handed over (no descriptors on this system).
        """

    def kill(self) -> Fate:
        """End the worker and everything in it, remove it, say how it ended. Idempotent."""

    def dismiss(self) -> None:
        """End it as `kill` does, but ask nobody how: the end may come in the background."""


class Sandbox(Protocol):
    """Starts workers. A context manager: leaving it ends all that it started."""

    name: str
    guarantees: frozenset[Guarantee]
    settings: Mapping[str, Any]
    """What it was opened with: plain values, with which another machine opens one like it."""

    def claim(self, spec: BoxSpec) -> Worker:
        """Return a worker that nobody else has used. Raises SandboxError."""

    def expect(self, claims: int) -> None:
        """Hear that about so many claims are still to come: none beyond is started ahead."""

    def identify(self, image: str) -> ImageRecord:
        """Return the environment in which `image` would run here. Raises SandboxError."""

    def close(self) -> None:
        """End every worker, claimed or waiting; leave nothing behind."""


class Executor(Protocol):
    """Runs many jobs; yields results as they end.

    `map` works in this process: it reads, decides what is due and stores. Of that work, what
    `opened` gives does the grading, wherever this executor has its places.
    """

    def map(self, work: Callable[[Job], Done], jobs: Iterable[Job]) -> Iterator[Done]:
        """Apply `work` to each job; order of results is free.

        A job is taken only when there is a place for it, or will be soon.
        """

    def opened(
        self, setup: Callable[[], GraderSetup], here: Perform
    ) -> AbstractContextManager[Perform]:
        """Give what grades a job: `here`, in this process, or graders elsewhere made by `setup`.

        Leaving the block ends all that was started elsewhere.
        """

    def finish(self) -> int:
        """Begin no other job; return how many run, which are waited for. For use in a signal."""


class Scorer(Protocol):
    """Scores one free-text answer."""

    name: str

    def score(self, question: Question, answer: str) -> AnswerScore:
        """Return what was found for each item of `question`, in their order, and the total."""


class Exporter(Protocol):
    """Writes grades in another system's format."""

    name: str

    def export(self, grades: Iterable[Grade], target: Path) -> None:
        """Write `grades` to `target`."""
