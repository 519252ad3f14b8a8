from pathlib import Path

import pytest

from autograder.model import Assignment
from autograder.spec import load_assignment

TOML = """\
# the hidden tests look at the second step
schema = 1
title = "Steps \\"by hand\\""
version = "1.0"
submit = ["step.py", "answers.md"]

[limits]
call_seconds = 2.5

[[task]]
id = "step"
title = "One step"
file = "step.py"
points = 4
image = "torch"
"""
REFERENCE = '''\
"""Steps."""

import math


def step(w, dw, rate):
    """Return the next w."""
    # BEGIN SOLUTION step
    # Downhill, against the gradient.
    velocity = -rate * dw * math.cos(0)
    return w + velocity
    # END SOLUTION step
'''
ANSWERS = """\
# Answers

**1.** Why downhill?

<!-- BEGIN SOLUTION step -->
Because the loss falls fastest there.
<!-- END SOLUTION -->
"""
README = (
    "# Steps\n\n## Task 1: One step\n\n![a picture](step.svg) and [a page](https://example.org)\n"
)
PUBLIC = """\
import numpy as np


def test_first(submission):
    assert submission.step(1, 1, 1) == 0
"""
HIDDEN = """\
import numpy as np


def test_second(submission):
    third_point = submission.step(2, 1, 0.5)
    assert third_point == 1.5
"""
MISTAKES = """\
[[mistake]]
id = "uphill"
file = "step.py"
find = "velocity = -rate * dw"
replace = "velocity = +rate * dw"
fails = ["step"]
says = "your step climbs instead of descending"
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A whole small course with one assignment, `steps`."""
    files = {
        "assignments/steps/assignment.toml": TOML,
        "assignments/steps/README.md": README,
        "assignments/steps/step.svg": "<svg/>",
        "assignments/steps/mistakes.toml": MISTAKES,
        "assignments/steps/submissions/right/step.py": "pass",
        "assignments/steps/tests/public/test_step.py": PUBLIC,
        "assignments/steps/tests/public/__pycache__/test_step.pyc": "cache",
        "assignments/steps/tests/hidden/test_step.py": HIDDEN,
        "reference/steps/step.py": REFERENCE,
        "reference/steps/answers.md": ANSWERS,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def assignment(course: Path) -> Assignment:
    return load_assignment(course / "assignments" / "steps")


@pytest.fixture
def target(course: Path) -> Path:
    return course / "student_template" / "steps"
