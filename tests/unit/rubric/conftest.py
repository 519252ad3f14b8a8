from collections.abc import Callable
from typing import Any

import pytest

from autograder.model import Misconception, Question, RubricItem
from autograder.rubric import LexicalScorer

ITEMS = (
    RubricItem(
        id="accelerates",
        points=1,
        statement="Momentum accelerates convergence and stabilises the updates.",
        paraphrases=("speeds up training", "damps the oscillation of the steps"),
        concepts=(("accelerat*", "speed*", "faster"), ("oscillat*", "zig*zag", "stable")),
        min_concepts=1,
    ),
    RubricItem(
        id="average",
        points=1,
        statement="It keeps a moving average of past gradients.",
        paraphrases=("accumulates a velocity from earlier gradients",),
    ),
    RubricItem(
        id="coefficient", points=1, kind="number", statement="It is usually 0.9.", value=0.9
    ),
)
REPLACES = Misconception(
    id="replaces",
    statement="Momentum replaces the learning rate.",
    patterns=("re:(replace|instead of).{0,20}learning rate",),
    cancels=("accelerates",),
)


@pytest.fixture
def question() -> Question:
    return Question(
        id="momentum",
        prompt="What is the role of momentum in training a deep network?",
        max_points=3,
        items=ITEMS,
        misconceptions=(REPLACES,),
    )


@pytest.fixture
def make(question: Question) -> Callable[..., Question]:
    """The question with other fields."""

    def build(**fields: Any) -> Question:
        return question.model_copy(update=fields)

    return build


@pytest.fixture
def examine(question):
    """Score an answer to the question; `verdicts` of it by item."""
    return lambda answer: LexicalScorer().score(question, answer)


@pytest.fixture
def verdict(examine):
    """The verdict of one item for an answer."""

    def find(item_id, answer):
        return next(one for one in examine(answer).items if one.item_id == item_id).verdict

    return find
