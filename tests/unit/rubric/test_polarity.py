from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model import RubricItem
from autograder.patterns import PatternError, check_pattern
from autograder.rubric.polarity import denies, says_opposite
from autograder.rubric.reading import Reading
from autograder.rubric.segments import Segment
from autograder.rubric.tokens import tokens_of


def is_denied(answer: str, pattern: str) -> bool:
    reading = Reading(answer)
    (segment,) = reading.whole
    return denies(reading, Segment(*segment), reading.matches(pattern))


@pytest.mark.parametrize(
    "answer",
    [
        "It does not accelerate.",
        "It doesn't really accelerate the descent.",
        "It never accelerates.",
        "There is no acceleration.",
        "It is not true that, in a valley, the descent is accelerated.",
        "It is wrong to say that it accelerates.",
        "It accelerates the descent, but this is false.",
        "not accelerating not accelerated",
    ],
)
def test_a_denial_is_seen(answer: str) -> None:
    assert is_denied(answer, "accelerat*")


@pytest.mark.parametrize(
    "answer",
    [
        "It accelerates.",
        "It not only accelerates.",
        "It does not help, but it accelerates.",
        "It does not stop. It accelerates.",
        "It accelerates and does not stop.",
        "It accelerates away from the wrong class and from false positives.",
        "Without momentum the descent hardly moves, while with it we accelerate.",
        "It does not accelerate at first. It accelerates later.",
    ],
)
def test_a_negation_elsewhere_denies_nothing(answer: str) -> None:
    assert not is_denied(answer, "accelerat*")


def test_what_was_asked_for_denies_nothing() -> None:
    reading = Reading("It has no saturation.")
    (no,), (saturation,) = reading.matches("no"), reading.matches("saturat*")
    assert denies(reading, reading.whole[0], [saturation])
    assert not denies(reading, reading.whole[0], [saturation], own=set(range(*no)))


@pytest.mark.parametrize(
    ("answer", "opposite"),
    [
        ("Small batches are noisier.", ("large", "small")),
        ("Large batches are better than small ones.", None),
        ("Batches help.", None),
    ],
)
def test_only_the_opposite_of_what_is_asked_is_seen(answer, opposite) -> None:
    reading = Reading(answer)
    wanted = tokens_of("Large batches give a stable gradient.")
    assert says_opposite(reading, reading.whole[0], wanted) == opposite


def test_a_statement_that_denies_is_met_by_a_denial(make) -> None:
    from autograder.rubric import LexicalScorer

    item = RubricItem(
        id="a", points=1, statement="No neuron is dropped at test time.",
        concepts=(("no", "not"), ("drop*",)),
    )  # fmt: skip
    score = LexicalScorer().score(make(items=(item,)), "At test time neurons are not dropped.")
    assert (score.items[0].verdict, score.flags) == ("met", ())


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        ("over fitting, over-fitting and overfitting", "overfit*", [(0, 2), (2, 4), (5, 6)]),
        ("it accelerates not", "accelerat*", [(1, 2)]),
        ("the learning rate and learned rates", "learning rate", [(1, 3), (4, 6)]),
        ("a zero-centred output", "zero centred", [(1, 3)]),
        ("a zig zag", "zig*zag", [(1, 3)]),
        ("a zero centered output", "re:zero.cent", [(1, 3)]),
        ("oscilation and ocillation", "oscillat*", [(0, 1), (2, 3)]),
        ("nothing here", "oscillat*", []),
        ("scaled by 1/n or β = 0.9", "1/n", [(2, 4)]),
        ("scaled by 1/n or β = 0.9", "beta 0.9", [(5, 7)]),
        ("scaled by 1/n or β = 0.9", "β", [(5, 6)]),
        ("the loss L_t", "l_t", [(2, 4)]),
    ],
)
def test_a_pattern_is_found_in_its_usual_spellings(text, pattern, found) -> None:
    assert list(Reading(text).matches(pattern)) == found


@given(st.text(max_size=30), st.text(alphabet="ab *-'/.0β²_(\u0301", max_size=12))
def test_whatever_the_reader_lets_through_can_be_searched(answer, pattern) -> None:
    with suppress(PatternError):
        check_pattern(pattern)
        for first, last in Reading(answer).matches(pattern):
            assert 0 <= first < last


def test_a_denial_reaches_into_the_next_line_of_its_sentence(examine) -> None:
    wrapped = "In a network that is as deep as ours momentum does not\naccelerate the training."
    assert "denied" in examine(wrapped).flags
    assert "denied" in examine(wrapped.replace("\n", " ")).flags
