import pytest

from autograder.model import Example, RubricItem
from autograder.rubric import LexicalScorer, attack, attacks_on
from autograder.rubric.attacks import MOST_SHARE


def test_no_attack_gets_past_a_good_rubric(question) -> None:
    attempts = attack(LexicalScorer(), question)
    assert {one.attack.name for one in attempts} >= {
        "waffle", "copied prompt", "injection 5", "shuffled reference", "negated reference",
    }  # fmt: skip
    assert [one.attack.name for one in attempts if not one.held] == []
    for one in attempts:
        assert one.score.flags or one.score.points <= MOST_SHARE * question.max_points


@pytest.mark.parametrize(
    "name",
    ["shuffled reference", "negated reference", "retracted reference", "retracted in advance"],
)
def test_a_spoilt_model_answer_is_flagged(question, name) -> None:
    (tried,) = (one for one in attack(LexicalScorer(), question) if one.attack.name == name)
    assert tried.score.flags
    assert tried.score.status == "needs_review"


def test_a_rubric_that_pays_for_the_subject_is_caught(make) -> None:
    item = RubricItem(id="a", points=3, statement="It helps.", concepts=(("momentum",),))
    attempts = attack(LexicalScorer(), make(items=(item,)))
    assert {one.attack.name for one in attempts if not one.held} >= {"waffle"}


def test_the_attacks_are_the_same_each_time(question) -> None:
    assert list(attacks_on(question)) == list(attacks_on(question))


def test_the_best_example_is_the_model_answer(make) -> None:
    examples = (Example(answer="half", points=1), Example(answer="Whole answer.", points=3))
    answers = {one.name: one.answer for one in attacks_on(make(examples=examples))}
    assert answers["negated reference"] == "It is not true that whole answer."
    assert "shuffled reference" not in answers


@pytest.mark.parametrize(
    ("answer", "most"),
    [
        ("Neurons fire. Another question's answer is about pooling and strides.", 0),
        ("m\u200bo\u200bm\u200be\u200bn\u200bt\u200bu\u200bm " * 50, 0),
        ("the of and to in is a that it for on with " * 40, 0),
    ],
)
def test_an_answer_about_nothing_earns_nothing(examine, answer, most) -> None:
    assert examine(answer).points == most
