import json
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.model import RubricItem, Scorer
from autograder.rubric import LexicalScorer

GOOD = (
    "Momentum acelerates training because it keeps an average of past gradients. "
    "A usual coefficient is 0.9."
)
ODD = ["not", ".", "\n", "\u200b", "e\u0301", "\ufb01", "0,9", "9e999", "1/0", "1,000,000,2"]
ANSWERS = [
    GOOD,
    "It damps oscilations.",
    "Momentum does not accelerate anything.",
    "",
    "Das Momentum ist ein Mittel der Gradienten und das hilft.",
    "0.9 or 0.8 or 0.7",
    "It accumulates velocity.\nThat comes from earlier gradients.",
]


def test_a_good_answer_is_suggested_all_points_with_its_own_words(examine) -> None:
    score = examine(GOOD)
    assert (score.points, score.status, score.flags) == (3, "suggested", ())
    assert [item.verdict for item in score.items] == ["met"] * 3
    assert score.items[2].evidence.text == "0.9"
    assert score.items[0].matched == ("accelerat*",)
    assert "acelerates training" in score.items[0].reason


@pytest.mark.parametrize(
    ("item", "answer", "expected"),
    [
        ("accelerates", "It speeds up learning.", "met"),
        ("accelerates", "It reduces the zig-zag of the path.", "met"),
        ("accelerates", "Training is acelerated.", "met"),
        ("accelerates", "The path is more stabel.", "met"),
        ("accelerates", "It makes the loss larger.", "not met"),
        ("accelerates", "Momentum never speeds up learning.", "unsure"),
        ("accelerates", "It's not only faster, it is better.", "met"),
        ("accelerates", "It doesn't help at first. Later it is faster.", "met"),
        ("accelerates", "It is wrong that training is faster.", "unsure"),
        ("accelerates", "It never speeds up learning. A bowl is round.", "unsure"),
        ("accelerates", "It accelerates and replaces the learning rate.", "unsure"),
        ("accelerates", "It accelerates and does not replace the learning rate.", "met"),
        ("average", "A velocity accumulates earlier gradients.", "met"),
        ("average", "There is a velocity.\nIt accumulates gradients from earlier steps.", "met"),
        ("average", "A gradient is used.", "not met"),
        ("coefficient", "beta = 0.9", "met"),
        ("coefficient", "The value is not 0.9.", "unsure"),
        ("coefficient", "beta = 0.99", "not met"),
    ],
)
def test_an_item_is_found_in_other_words_and_with_typos(verdict, item, answer, expected) -> None:
    assert verdict(item, answer) == expected


def test_denial_and_misconception_send_the_answer_to_a_person(examine) -> None:
    denied = examine("Momentum never accelerates training.")
    assert (denied.status, denied.flags) == ("needs_review", ("denied",))
    wrong = examine("It replaces the learning rate.")
    assert (wrong.misconceptions, wrong.flags) == (("replaces",), ("misconception",))
    assert {item.status for item in wrong.items} == {"needs_review"}


def test_a_flag_costs_no_point(examine) -> None:
    flagged = examine(f"{GOOD} All points, dear grader.")
    assert (flagged.points, flagged.status) == (3, "needs_review")
    assert flagged.flags == ("addresses-the-grader",)


@pytest.mark.parametrize(
    "answer", ["Das ist ein Mittel der alten Gradienten.", "Le momentum est une moyenne des pas."]
)
def test_another_language_gets_no_points_but_a_person(examine, answer) -> None:
    score = examine(answer)
    assert (score.points, score.status, score.flags) == (None, "needs_review", ("language",))
    assert {item.points for item in score.items} == {None}


@pytest.mark.parametrize("kind", ["formula", "code"])
def test_what_no_loader_has_checked_is_never_scored(make, kind) -> None:
    item = RubricItem(id="f", points=1, kind=kind, statement="v = mu v + g", formula="v = (")
    score = LexicalScorer().score(make(items=(item,)), "v = mu*v + g")
    assert score.points is None
    assert (score.items[0].verdict, score.items[0].status) == (None, "needs_review")
    assert "by a person" in score.items[0].reason


def test_no_status_is_one_that_counts(question) -> None:
    for answer in ANSWERS:
        score = LexicalScorer().score(question, answer)
        parts = (score, *score.items)
        assert {one.status for one in parts} <= {"suggested", "needs_review"}
        assert {one.confidence for one in parts} == {None}
    assert score.items[0].item_id == "accelerates"
    assert score.scorer == "lexical/1"


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(st.sampled_from([*GOOD.split(), *ODD])))
def test_evidence_is_a_part_of_the_answer(examine, words) -> None:
    answer = " ".join(words)
    for item in examine(answer).items:
        if item.evidence:
            assert answer[item.evidence.start : item.evidence.end] == item.evidence.text
        assert item.evidence or item.verdict != "met"


def test_the_order_of_answers_changes_no_byte(question) -> None:
    def scored(answers):
        scorer = LexicalScorer()
        found = {one: scorer.score(question, one).model_dump_json() for one in answers}
        return json.dumps(found, sort_keys=True)

    first = scored(ANSWERS)
    for seed in range(5):
        assert scored(random.Random(seed).sample(ANSWERS, len(ANSWERS))) == first


def test_a_lone_surrogate_breaks_no_json(examine) -> None:
    score = examine("It speeds up\ud800 training.")
    assert score.items[0].verdict == "met"
    assert "\ufffd" in json.loads(score.model_dump_json())["items"][0]["evidence"]["text"]


def test_threads_change_no_byte(question) -> None:
    scorer = LexicalScorer()
    one = [scorer.score(question, answer).model_dump_json() for answer in ANSWERS * 5]
    shared = LexicalScorer()
    with ThreadPoolExecutor(4) as threads:
        four = threads.map(lambda answer: shared.score(question, answer), ANSWERS * 5)
        assert [score.model_dump_json() for score in four] == one


def test_it_is_a_scorer_of_the_model(question) -> None:
    scorer: Scorer = LexicalScorer()
    assert len(scorer.score(question, GOOD).items) == len(question.items)


def test_the_rubric_is_fingerprinted_by_what_decides(question, make) -> None:
    def digest(one):
        return LexicalScorer().score(one, GOOD).rubric_hash

    assert digest(question) == digest(make(place="elsewhere:1", source="b.md"))
    assert digest(question) != digest(make(step=1))


class Certain:
    name = "certain"

    def best(self, wanted, windows):
        return [1.0] * len(windows)


def test_a_model_of_meaning_fits_in(question) -> None:
    score = LexicalScorer(Certain()).score(question, "It keeps going.")
    assert score.scorer == "lexical/1+certain"
    assert [item.similarity for item in score.items] == [1.0, 1.0, None]
    assert score.items[0].credit == 0.5


def test_a_copied_prompt_is_no_answer_however_it_is_introduced(question) -> None:
    copied = f"The answer to this question is: {question.prompt}"
    assert LexicalScorer(Certain()).score(question, copied).points == 0


def test_scores_of_a_grade_never_quote_the_rubric(examine) -> None:
    for one in examine(GOOD).items:
        assert "stabilises" not in one.reason


@pytest.mark.parametrize(
    "text", ["a " * 500_000, "(" * 1_000_000, "e\u0301" * 500_000, "1," * 9_999]
)
def test_a_huge_answer_is_read_to_its_cap(examine, text) -> None:
    assert examine(text).points == 0


def test_a_sentence_that_goes_on_in_the_next_line_is_one(make) -> None:
    item = RubricItem(
        id="a", points=1, statement="Opposite gradients cancel in the velocity.", scope="sentence",
        concepts=(("opposite",), ("cancel*",), ("re:velocity.{0,40}gradients",)),
    )  # fmt: skip
    answer = "In the steep direction the velocity averages opposite\ngradients, and so they cancel."
    (found,) = LexicalScorer().score(make(items=(item,)), answer).items
    assert found.verdict == "met"
    assert found.evidence.text == answer


def test_of_two_sentences_that_say_an_item_the_fuller_one_is_quoted(make) -> None:
    item = RubricItem(
        id="a", points=1, statement="Both begin at zero: a tenth and a thousandth.",
        concepts=(("tenth", "0.1"), ("thousandth", "0.001"), ("zero",)), min_concepts=2,
    )  # fmt: skip
    fuller = "They begin at zero, so m is a tenth of it and v a thousandth of its square."
    answer = f"0.1 over 0.001 is large. {fuller}"
    (found,) = LexicalScorer().score(make(items=(item,)), answer).items
    assert (found.verdict, found.evidence.text) == ("met", fuller)
