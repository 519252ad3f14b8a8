from pathlib import Path

import pytest

from autograder.calibration import Calibrated, calibrate
from autograder.model import GradedAnswer
from autograder.rubric import LexicalScorer, attacks_on
from autograder.spec import load_rubric

BANK = Path(__file__).parents[3] / "assignments" / "bank"
OPENINGS = ("", "I think: ", "In short: ", "As far as I know: ", "My answer: ", "Well: ")
ENDINGS = ("", " That is all.", " I hope this is right.")
MOST = 0.35


@pytest.fixture(scope="module")
def bank():
    files = (BANK / f"{name}.toml" for name in ("optimizers", "regularization"))
    found = [question for file in files for question in load_rubric(file)]
    read = [one for one in found if all(item.kind == "text" for item in one.items)]
    return {one.id: one for one in read[:8]}


@pytest.fixture(scope="module")
def grades(bank):
    """Each example in other words around it, as many would say it."""
    return [
        GradedAnswer(
            question_id=question.id,
            answer=f"{opening}{example.answer.strip()}{ending}",
            points=example.points,
            max_points=question.max_points,
            blind=True,
        )
        for question in bank.values()
        for example in question.examples
        for opening in OPENINGS
        for ending in ENDINGS
    ]


def test_no_attack_ends_automatic_with_more_than_a_third_of_the_points(
    bank, grades, likeness
) -> None:
    made = calibrate(grades, bank, LexicalScorer(), likeness, program="test", tolerance=0.5)
    assert made.workload.automatic > len(grades) / 4  # an attack could get through
    calibrated = Calibrated(LexicalScorer(), made, likeness)
    through = [
        (question.id, one.name, found.points)
        for question in bank.values()
        for one in attacks_on(question)
        if (found := calibrated.score(question, one.answer)).status == "scored"
        and (found.points or 0) > MOST * found.max_points
    ]
    assert through == []
