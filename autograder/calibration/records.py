"""A calibration as it is stored: plain numbers, texts and where they come from."""

from typing import Literal

from pydantic import Field

from autograder.model.base import Record
from autograder.model.rubric import Finding

Row = tuple[float, ...]


class LevelOne(Record):
    """The scorer's scale held against people's, for all questions at once."""

    found: Row
    """Knots of the isotonic fit: suggested shares, rising."""
    given: Row
    """What people gave on average at each."""
    bias: dict[str, float]
    """By question: how much more people gave there, shrunk by n / (n + 5)."""
    residuals: Row
    """Evenly spaced quantiles of what is left."""


class GradedText(Record):
    """One graded answer of a question; points as shares of the question's."""

    answer: str
    share: float
    blind: bool
    doubt: float = 0.0
    """How far its mark is from what the other answers say of it (leave one out)."""
    held_out: float | None = None
    """The share that a calibration without its fold gives it; None if it is not blind."""
    held_out_mean: float | None = None
    """The same before it is put on the grid."""
    held_out_risk: float | None = None
    """The risk seen there; None at level 1."""
    held_out_automatic: bool = False


class LevelTwo(Record):
    """Kernel ridge on likeness and item features, of the distribution of marks."""

    mean: Row
    scale: Row
    """(features - mean) * scale; 0 for a feature that never varies."""
    features: tuple[Row, ...]
    """One row for each blind answer, in their order."""
    dual: tuple[Row, ...]
    """One row for each blind answer, one column for each mark of the grid."""


class ItemPart(Record):
    """What was learnt of one item from the answers in which a person marked it."""

    graded: int
    confidence: dict[Finding, float]
    """By what the scorer found: how often its points were within the tolerance of a person's."""


class QuestionPart(Record):
    """What was learnt of one question."""

    rubric_hash: str
    max_points: float
    step: float
    answers: tuple[GradedText, ...]
    level_two: LevelTwo | None
    """None while fewer than five answers are graded blind."""
    items: dict[str, ItemPart] = Field(default_factory=dict)
    """Of the items that people marked in five answers or more."""


class Doubt(Record):
    """The risk of a mark (expected |error|, and the chance of a serious one), and its uses."""

    weights: Row
    intercept: float
    scores: Row
    """Percentiles of held-out |error| / risk: what a confidence is read from."""
    conformal: float
    """The split-conformal quantile of the same, for intervals that hold in 90 %."""
    least_likeness: float
    """An answer less like every graded one than this is unlike all of them."""
    threshold: float | None
    """The highest risk of an automatic answer; None: nothing is automatic."""


class Workload(Record):
    """What to expect of the next answers, from held-out marks."""

    answers: int
    eligible: int
    """That no rule sends to a person, whatever the risk is."""
    automatic: int
    serious: int
    """Of the automatic ones, off by half the points or more."""
    serious_bound: float
    """The upper 95 % bound of their rate (Clopper and Pearson)."""
    exact: float | None
    """Of the automatic ones, the share with a person's very points."""


class Calibration(Record):
    """All of it. Applying it needs numpy alone."""

    schema_version: Literal[1] = 1
    version: str = ""
    """A hash of all the rest."""
    program: str
    """The version of the program that made it."""
    scorer: str
    likeness: str
    grades: str
    """A hash of the grades it was made from, in any order."""
    tolerance: float = Field(gt=0, le=1)
    """How far an automatic mark may be off, as a share of the points."""
    target: float = Field(gt=0, lt=1)
    """The highest rate of serious errors among automatic marks."""
    blind: int
    not_blind: int
    level_one: LevelOne
    """The scorer's own scale while fewer than fifty answers are graded blind."""
    travels: bool
    """Whether level 1 is better than the scorer alone on questions that were left out."""
    left_out_error: float | None
    """The 90 % quantile of errors on those, by the better; None if there is one question."""
    questions: dict[str, QuestionPart]
    doubt: Doubt | None
    """None while too few held-out answers have neighbours of their question."""
    workload: Workload
