"""One graded answer with what the scorer found in it, ready to learn from."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from autograder.model import AnswerScore, GradedAnswer, Question, Scorer

from .features import item_features, suggested_share
from .likeness import Floats

FOLDS = 10
_FINEST = 201


@dataclass(frozen=True)
class Sample:
    """One blind mark and its score; points as shares of the question's."""

    question: Question
    answer: str
    share: float
    suggested: float
    features: tuple[float, ...]
    score: AnswerScore
    group: str = ""
    items: Mapping[str, float] = field(default_factory=dict)
    """Points of items, where a person gave them."""

    @property
    def question_id(self) -> str:
        """The id of its question."""
        return self.question.id

    @property
    def fold(self) -> int:
        """The part of the data it is held out with: by its words, so equal answers go together."""
        return int(hashlib.sha256(self.answer.encode("utf-8", "replace")).hexdigest(), 16) % FOLDS


def samples_of(
    graded: Iterable[GradedAnswer], questions: Mapping[str, Question], scorer: Scorer
) -> list[Sample]:
    """Score the blind ones of `graded`; the order of the result does not depend on theirs."""
    samples = []
    for one in in_order(one for one in graded if one.blind):
        question = questions[one.question_id]
        score = scorer.score(question, one.answer)
        share = one.points / one.max_points
        made = sample_of(question, one.answer, score, share=share)
        samples.append(replace(made, group=one.group, items=one.items))
    return samples


def in_order(graded: Iterable[GradedAnswer]) -> list[GradedAnswer]:
    """Return `graded` in an order that depends on nothing but what they say.

    A lone surrogate, which no file of UTF-8 can hold, becomes "?".
    """
    clean = (one.model_copy(update={"answer": encodable(one.answer)}) for one in graded)
    return sorted(clean, key=lambda one: one.model_dump_json())


def sample_of(question: Question, answer: str, score: AnswerScore, *, share: float = 0.0) -> Sample:
    """Return what a calibration reads of a scored answer."""
    suggested = round(suggested_share(score), 6)
    features = tuple(item_features(score))
    return Sample(question, answer, share, suggested, features, score)


def encodable(answer: str) -> str:
    """Return `answer` as it can be stored."""
    return answer.encode("utf-8", "replace").decode()


def by_question(samples: Sequence[Sample]) -> dict[str, list[Sample]]:
    """Return the samples of each question, in their order."""
    found: dict[str, list[Sample]] = {}
    for one in samples:
        found.setdefault(one.question_id, []).append(one)
    return found


def grid_of(step: float, max_points: float) -> Floats:
    """Return the marks of a question as shares, 0 and 1 among them; at most 201 of them."""
    count = min(round(max_points / step), _FINEST - 1)
    marks = np.arange(count + 1) * (max_points / count if count == _FINEST - 1 else step)
    return np.round(np.unique(np.append(marks[marks < max_points], max_points)) / max_points, 9)
