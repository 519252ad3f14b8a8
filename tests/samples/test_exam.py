"""The graded exam's own answers: suggestions beside what its list of true answers gives them."""

import math
import tomllib
from pathlib import Path

import pytest

from autograder import spec
from autograder.model.rubric import COUNTED
from autograder.rubric import LexicalScorer

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = {one.id: one for one in spec.load_rubric(ROOT / "assignments" / "bank" / "exam.toml")}
FILE = ROOT / "tests" / "data" / "written" / "exam.toml"
ANSWERS = tomllib.loads(FILE.read_text(encoding="utf-8"))["answer"]
CODE = "three-layer-pseudocode"
each = pytest.mark.parametrize("answer", ANSWERS, ids=[one["question"] for one in ANSWERS])


@pytest.fixture(scope="module")
def scores():
    scorer = LexicalScorer()
    return {
        one["question"]: scorer.score(QUESTIONS[one["question"]], one["answer"]) for one in ANSWERS
    }


def labels(answer):
    return {one["id"]: one["credit"] for one in answer["item"]}


def test_all_six_questions_of_the_exam_stand_here_with_a_reason_for_each_label() -> None:
    assert [one["question"] for one in ANSWERS] == list(QUESTIONS)
    for one in ANSWERS:
        assert list(labels(one)) == [item.id for item in QUESTIONS[one["question"]].items]
        assert all(label["because"] for label in one["item"])


@each
def test_an_item_is_suggested_within_half_of_what_the_list_gives(answer, scores) -> None:
    given = labels(answer)
    for item in scores[answer["question"]].items:
        if item.points is not None:
            assert abs(item.points / item.max_points - given[item.item_id]) <= 0.5, item


@each
def test_what_is_suggested_in_all_is_at_most_half_a_point_off(answer, scores) -> None:
    given = labels(answer)
    items = [item for item in scores[answer["question"]].items if item.points is not None]
    right = math.fsum(item.max_points * given[item.item_id] for item in items)
    assert abs(math.fsum(item.points for item in items) - right) <= 0.5


@each
def test_nothing_of_it_counts_before_a_person_has_looked(answer, scores) -> None:
    score = scores[answer["question"]]
    assert score.status not in COUNTED
    assert all(item.status not in COUNTED for item in score.items)


@pytest.mark.parametrize(
    ("question", "item"), [("momentum-role", "formula"), ("adversarial-construction", "step")]
)
def test_an_answer_without_a_formula_is_suggested_nothing_for_one(scores, question, item) -> None:
    found = next(one for one in scores[question].items if one.item_id == item)
    assert not found.points


def test_the_claim_that_small_batches_overfit_is_named_and_a_person_asked(scores) -> None:
    """The list says the contrary, though the words of the answer sound right."""
    assert scores["batch-size"].misconceptions == ("small_overfits",)
    assert scores["batch-size"].status == "needs_review"


def test_an_output_handed_back_for_an_upstream_gradient_is_named(scores) -> None:
    """The pseudo-code passes f_out where the gradient of the loss belongs."""
    assert "output_for_upstream" in scores[CODE].misconceptions
    assert scores[CODE].status == "needs_review"


def test_pseudocode_that_never_initialises_is_not_suggested_all_points(scores) -> None:
    points = scores[CODE].points
    assert points is None or points < QUESTIONS[CODE].max_points
    initialise = next(one for one in scores[CODE].items if one.item_id == "initialise")
    assert not initialise.points
