"""A sample submission and what grading must say of it."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from .base import Record
from .result import Outcome

Group = Literal["right", "partial", "wrong", "broken", "hostile"]


class Verdict(Record):
    """What an author declares of a sample; what is None is not declared."""

    points: float | None = Field(default=None, ge=0)
    """Exactly these points for the tasks; free-text answers count nothing here."""
    at_most: float | None = Field(default=None, ge=0)
    fails: tuple[str, ...] | None = None
    """Exactly these tasks lose points."""
    outcomes: tuple[Outcome, ...] | None = None
    """Every check that did not pass ended in one of these."""
    sandbox: Literal["docker"] | None = None
    """Run it nowhere else: it attacks or exhausts its surroundings."""


class Sample(Record):
    """One folder of submissions/, with its verdict."""

    group: Group
    name: str
    folder: Path
    verdict: Verdict
    place: str
    """`optimizers/submissions/verdicts.toml:12`."""
