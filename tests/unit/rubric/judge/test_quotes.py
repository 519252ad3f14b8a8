import pytest

from autograder.rubric.judge.quotes import locate

PROMPT = "What is the role of momentum in training a deep network?"
ANSWER = "The  Role: it\u200b keeps a\nMOVING average \ufb01rst, of past gradients. w = w - lr * g."


@pytest.mark.parametrize(
    ("evidence", "original"),
    [
        ("it keeps a moving average", "it\u200b keeps a\nMOVING average"),
        ("  Keeps A Moving\taverage. ", "keeps a\nMOVING average"),
        ("average first, of past", "average \ufb01rst, of past"),
        ("\u2018of past gradients\u2019", "of past gradients"),
        ("w = w - lr * g", "w = w - lr * g"),
    ],
)
def test_a_quote_is_given_in_the_words_of_the_original(evidence, original) -> None:
    quote = locate(evidence, ANSWER, PROMPT)
    assert quote is not None
    assert quote.text == original == ANSWER[quote.start : quote.end]


@pytest.mark.parametrize(
    "evidence",
    [
        None,
        "",
        "...",
        "moving average",
        "keeps a moving avera",
        "eeps a moving average",
        "keeps a weighted average",
        "keeps a moving average of past",
        "w = w + lr * g",
        "keeps a moving average" * 200,
    ],
)
def test_what_does_not_stand_there_is_no_evidence(evidence) -> None:
    assert locate(evidence, ANSWER, PROMPT) is None


@pytest.mark.parametrize(
    "copied", ["the role of momentum", "The role of momentum in training a deep network"]
)
def test_words_of_the_prompt_are_no_evidence(copied) -> None:
    answer = f"{copied} is large."
    assert locate(copied, answer, PROMPT) is None
    assert locate(f"{copied} is large", answer, PROMPT) is not None
