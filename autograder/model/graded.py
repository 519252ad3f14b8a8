"""Answers that people graded: what a calibration learns from and agreement is measured on."""

from pydantic import Field

from .base import Record


class GradedAnswer(Record):
    """One answer and the points that a person gave it."""

    question_id: str
    answer: str
    points: float = Field(ge=0)
    max_points: float = Field(gt=0)
    blind: bool
    """True if the points were given before a suggestion was seen: only then do they say
    anything about a scorer."""
    group: str = ""
    """A part of the class, such as a language of teaching, whose bias is reported."""
    grader: str = ""
    items: dict[str, float] = Field(default_factory=dict)
    """Points by rubric item, where the person gave them."""
