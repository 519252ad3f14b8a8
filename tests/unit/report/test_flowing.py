import pytest

from autograder.report.answers import PassageView
from autograder.report.flowing import flowed

FIRST = "Momentum keeps a moving average of past gradients,"
SECOND = "so that steps across a valley cancel out and those"
THIRD = "along it add up."


def shown(text):
    return "".join(one.text for one in flowed([PassageView(text=text, counts=False)]))


def test_the_lines_of_a_paragraph_flow_and_paragraphs_stay_apart() -> None:
    text = f"{FIRST}\n{SECOND}\n{THIRD}\n\n{FIRST}\n{THIRD}\n"
    assert shown(text) == f"{FIRST} {SECOND} {THIRD}\n\n{FIRST} {THIRD}\n"


def test_marks_stay_on_their_words_though_a_line_ends_within_them() -> None:
    parts = ["Momentum keeps a moving ", "average of all the past\n  gra", "dients.\nYes."]
    passages = [PassageView(text=text, counts=n == 1) for n, text in enumerate(parts)]
    found = flowed(passages)
    assert [one.counts for one in found] == [False, True, False]
    assert [one.text for one in found] == [
        "Momentum keeps a moving ",
        "average of all the past gra",
        "dients.\nYes.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"- {FIRST}\n- {SECOND}",
        f"1. {FIRST}\n2) {SECOND}",
        f"```\n{FIRST}\n{SECOND}\n```",
        f"    {FIRST}\n    {SECOND}",
        f"| {FIRST} |\n| {SECOND} |",
        f"# {FIRST}\n{SECOND}",
        f"{FIRST}\n> {SECOND}",
        f"{FIRST}  \n{SECOND}",
        f"{FIRST}:\n{SECOND}",
        "x = h(x, wh)\ny = g(x, wg)\nloss = l(y)",
        "velocity = momentum * velocity - learning_rate * gradient\nw = w + velocity",
        "faster\nsmoother",
    ],
)
def test_what_is_no_paragraph_stays_as_it_was_typed(text) -> None:
    assert shown(text) == text


def test_a_point_of_a_list_flows_into_its_second_line() -> None:
    assert shown(f"- {FIRST}\n  {THIRD}\n- {THIRD}") == f"- {FIRST} {THIRD}\n- {THIRD}"


def test_prose_after_a_code_block_flows_again() -> None:
    code = "```\nfor every one of the batches in the whole epoch:\nstep\n```\n"
    assert shown(f"{code}{FIRST}\n{THIRD}") == f"{code}{FIRST} {THIRD}"
