"""A made-up course: two questions, and answers put together from ways of saying an item or not."""

import hashlib
import itertools
from functools import cache

import pytest

from autograder.calibration import Calibrated, WordLikeness, calibrate
from autograder.model import GradedAnswer, Question, RubricItem
from autograder.rubric import LexicalScorer
from autograder.rubric.tokens import tokens_of

SAID = {
    "momentum": (
        ("It averages the past gradients.", "A running mean of gradients is kept.", ""),
        ("Oscillations are damped.", "The zig-zag of the path gets smaller.", ""),
        ("Training gets faster.", "We reach the minimum sooner.", ""),
    ),
    "dropout": (
        ("Units are switched off at random.", "Some neurons are dropped by chance.", ""),
        ("It is a kind of regularization.", "This prevents overfitting.", ""),
        ("At test time all units are used.", "When testing, nothing is dropped.", ""),
    ),
}
OPENINGS = ("", "I think:", "In my words:", "Well,", "To my mind")
CONCEPTS = {
    "momentum": (("averag*", "mean"), ("oscillat*", "zig*zag"), ("faster", "sooner")),
    "dropout": (("random*", "chance"), ("regulari*", "overfit*"), ("test*",)),
}


def made_question(name):
    items = tuple(
        RubricItem(id=f"i{n}", points=1, statement=said[0], concepts=(group,))
        for n, (said, group) in enumerate(zip(SAID[name], CONCEPTS[name], strict=True))
    )
    prompt = f"What does {name} do?"
    return Question(id=name, prompt=prompt, max_points=3, step=0.5, items=items)


def made_grades(name):
    for opening, *parts in itertools.product(OPENINGS, *SAID[name]):
        text = " ".join(part for part in (opening, *parts) if part)
        points = float(sum(bool(part) for part in parts))
        if not any(parts):
            text = f"{opening} No idea what {name} is about"
        # A person is half a point stricter now and then.
        stricter = int(hashlib.sha256(text.encode()).hexdigest(), 16) % 11 == 0
        yield GradedAnswer(
            question_id=name,
            answer=text,
            points=max(points - 0.5 * stricter, 0.0),
            max_points=3,
            blind=True,
            group="evening" if len(opening) % 2 else "morning",
        )


@pytest.fixture(scope="session")
def questions():
    return {name: made_question(name) for name in SAID}


@pytest.fixture(scope="session")
def grades():
    return [one for name in SAID for one in made_grades(name)]


@pytest.fixture(scope="session")
def likeness():
    return WordLikeness(cache(lambda text: [token.stem for token in tokens_of(text)]))


@pytest.fixture(scope="session")
def calibration(grades, questions, likeness):
    return calibrate(grades, questions, LexicalScorer(), likeness, program="test", tolerance=0.5)


@pytest.fixture
def calibrated(calibration, likeness):
    return Calibrated(LexicalScorer(), calibration, likeness)
