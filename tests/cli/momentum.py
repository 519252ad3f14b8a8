"""A question on momentum: its rubric, and 224 answers of which it is known what is right."""

import itertools
from typing import NamedTuple

RUBRIC = """schema = 1

[[question]]
id = "momentum"
prompt = "What does momentum do?"
source = "answers.md#Question 1"
max_points = 2
step = 1

[[question.item]]
id = "average"
points = 1
statement = "It keeps a moving average of past gradients."
concepts = [["averag*", "mean"]]

[[question.item]]
id = "damps"
points = 1
statement = "It damps oscillations."
concepts = [["oscillat*", "zig*zag"]]
"""
_OPENINGS = ("", "I think: ", "In my words: ", "As we saw, ", "Well, ", "In short: ", "Maybe: ")
_ENDINGS = ("", " That is all.")
_FIRST = (
    "It averages the past gradients.",
    "A mean of old gradients.",
    "An average of slopes.",
    "",
)
_SECOND = (
    "Oscillations are damped.",
    "The zig-zag of the path gets smaller.",
    "No oscillation.",
    "",
)


class Answer(NamedTuple):
    """One answer; `average` and `damping` are what it says of each item, empty for nothing."""

    text: str
    opening: str
    average: str
    damping: str


def all_answers():
    """Yield each opening with each thing to say of each item and each end."""
    for opening, first, second, end in itertools.product(_OPENINGS, _FIRST, _SECOND, _ENDINGS):
        said = f"{first} {second}" if first or second else "who knows"
        yield Answer(f"{opening}{said}{end}", opening, first, second)
