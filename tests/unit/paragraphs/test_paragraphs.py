import pytest

from autograder.paragraphs import in_one_line, joints

LONG = "Between the steep sides the gradients change their"


def test_a_sentence_goes_on_below_and_its_characters_stay_where_they_were() -> None:
    text = f"{LONG}\nsign at every step, and in the velocity they\n  nearly cancel.\nYes"
    found = in_one_line(text)
    assert len(found) == len(text)
    assert found == f"{LONG} sign at every step, and in the velocity they   nearly cancel.\nYes"


@pytest.mark.parametrize(
    "text",
    [
        "momentum: faster\nsgd: slower",
        f"{LONG}\n- sign\n- size",
        f"{LONG}\n\nsign at every step",
        f"{LONG}:\nsign = -sign",
        f"```\n{LONG}\nsign\n```",
        f"    {LONG}\n    sign",
    ],
)
def test_lists_code_and_short_lines_are_left_alone(text) -> None:
    assert list(joints(text)) == []
    assert in_one_line(text) == text


def test_two_lines_with_capitals_may_be_two_statements() -> None:
    text = f"{LONG} direction\nThe velocity is an average of them"
    assert len(list(joints(text))) == 1
    assert in_one_line(text) == text


def test_a_million_characters_take_no_time_to_speak_of() -> None:
    assert in_one_line("a = " * 250_000) == "a = " * 250_000
    assert len(in_one_line(f"{LONG}\nsign " * 20_000)) == 20_000 * (len(LONG) + 6)
