"""Written answers: what a question asks for, and what scoring found in one answer."""

from typing import Literal

from pydantic import Field

from .base import Record

Kind = Literal["text", "formula", "number", "code"]
Scope = Literal["window", "sentence", "answer"]
Aggregate = Literal["sum", "count_map", "best_of"]
Finding = Literal["met", "unsure", "not met"]
Status = Literal["suggested", "scored", "needs_review", "confirmed"]
"""`scored` and `confirmed` count; the other two wait for a person."""


COUNTED: frozenset[Status] = frozenset({"scored", "confirmed"})


class Level(Record):
    """One step of partial credit."""

    credit: float = Field(gt=0, lt=1)
    when: str = Field(min_length=1)


class RubricItem(Record):
    """One thing that a good answer says."""

    id: str
    points: float = Field(gt=0)
    statement: str = Field(min_length=1)
    kind: Kind = "text"
    paraphrases: tuple[str, ...] = ()
    concepts: tuple[tuple[str, ...], ...] = ()
    """Groups of patterns: any pattern of a group meets the group."""
    min_concepts: int | None = Field(default=None, ge=1)
    """How many groups are enough for all the points; all of them if None."""
    scope: Scope = "window"
    """How far apart the groups may stand: one sentence, two in a row, or the whole answer."""
    levels: tuple[Level, ...] = ()
    value: float | None = None
    """The number asked for, in `unit`; of a `number` item only, as are the next two."""
    unit: str = ""
    tolerance: float = Field(default=0, ge=0)
    """How far from `value` a number may be, in `unit`."""
    formula: str = ""
    """The formula asked for; of a `formula` item only, as are `symbols`."""
    symbols: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    code: str = ""
    """The pseudo-code asked for; of a `code` item only."""


class Misconception(Record):
    """A typical wrong statement."""

    id: str
    statement: str = Field(min_length=1)
    patterns: tuple[str, ...] = Field(min_length=1)
    cancels: tuple[str, ...] = ()
    """Items that a person decides if both match."""
    penalty: float = Field(default=0, ge=0)
    """Points; 0 flags only."""


class Example(Record):
    """A graded answer."""

    answer: str
    points: float = Field(ge=0)
    items: dict[str, float] = Field(default_factory=dict)
    """Credit of each item, 0 to 1."""


class Question(Record):
    """One free-text question and what its answers are held against."""

    id: str
    prompt: str = Field(min_length=1)
    source: str = ""
    """Where the answer stands in a submission, such as `answers.md#momentum`."""
    max_points: float = Field(gt=0)
    step: float = Field(default=0.5, gt=0)
    """Totals are multiples of it, half a step rounded up."""
    aggregate: Aggregate = "sum"
    counts: tuple[float, ...] = ()
    """Points for 0, 1, 2, ... items met; of a `count_map` only."""
    items: tuple[RubricItem, ...] = Field(min_length=1)
    misconceptions: tuple[Misconception, ...] = ()
    examples: tuple[Example, ...] = ()
    place: str = ""
    """`optimizers/rubric.toml:12`: where the author wrote it, for messages."""


class Quote(Record):
    """Words of an answer: `answer[start:end] == text`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Rule(Record):
    """How the points of a question come from those of its items."""

    aggregate: Aggregate = "sum"
    counts: tuple[float, ...] = ()
    """Points for 0, 1, 2, ... items met; of a `count_map` only."""
    step: float = Field(gt=0)
    """Totals are multiples of it, half a step rounded up."""
    penalty: float = Field(default=0, ge=0)
    """Points that the misconceptions of this answer cost."""


class ItemScore(Record):
    """What one answer was found to say of one item."""

    item_id: str
    statement: str = ""
    """The rubric's sentence; students read it only where the assignment shows items."""
    verdict: Finding | None
    """None: nothing was decided, a person reads the answer."""
    credit: float | None = Field(ge=0, le=1)
    points: float | None
    max_points: float
    status: Status
    confidence: float | None = Field(default=None, ge=0, le=1)
    """How sure the scorer is of `points`; None before calibration."""
    evidence: Quote | None = None
    matched: tuple[str, ...] = ()
    """The patterns of the rubric that were found."""
    similarity: float | None = None
    """Of meaning, if a model of meaning ran."""
    recall: float | None = None
    """Share of the item's telling words, None where concepts decide."""
    concepts: float | None = None
    """Share of the concept groups that are enough."""
    reason: str

    @property
    def counts(self) -> bool:
        """True once a calibrated scorer or a person decided the points."""
        return self.status in COUNTED


class Neighbour(Record):
    """A graded answer to the same question that is like the one scored."""

    answer: str
    points: float
    similarity: float


class AnswerScore(Record):
    """What one answer earns; a suggestion counts nothing until a person confirms it."""

    question_id: str
    prompt: str = ""
    source: str = ""
    """Where the answer stands in the submission, such as `answers.md#momentum`."""
    answer: str = ""
    """The answer as it was read: what the places of all evidence count in."""
    note: str = ""
    """Why there is no answer, or none that a program can read, in words for the student."""
    rule: Rule | None = None
    """How a person's decisions on items add up; the plain sum of the items if None."""
    points: float | None
    max_points: float
    status: Status
    confidence: float | None = Field(default=None, ge=0, le=1)
    """How sure the scorer is that `points` are within the course's tolerance."""
    interval: tuple[float, float] | None = None
    """Points between which a calibrated scorer expects the truth."""
    neighbours: tuple[Neighbour, ...] = ()
    items: tuple[ItemScore, ...]
    misconceptions: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    """Why a person should look twice; a flag never costs a point."""
    language: str
    scorer: str
    """Name and version of each part that took part, such as `lexical/1+minilm/1`."""
    notices: tuple[str, ...] = ()
    """What could not take part, and why, in words for the staff."""
    calibration: str = ""
    """Version of the calibration that was applied."""
    rubric_hash: str

    @property
    def counts(self) -> bool:
        """True once the points are part of a total."""
        return self.status in COUNTED
