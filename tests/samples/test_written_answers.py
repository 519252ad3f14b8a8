"""Answers that were labelled before any was scored: the suggestions stay as near to them."""

import math
import runpy
from collections import Counter
from pathlib import Path

import pytest

from autograder.rubric import LexicalScorer
from autograder.rubric.totals import on_grid as total_on_grid

BENCH = runpy.run_path(str(Path(__file__).resolve().parents[2] / "bench" / "written_answers.py"))
ANSWERS, FRESH = BENCH["read"]("answers"), BENCH["read"]("fresh")
QUESTIONS = BENCH["questions"]()
LABELS = {0, 0.5, 1}
AT_LEAST = {
    "answers": {"qwk": 0.87, "r": 0.86, "items": 0.85, "answers": 200},
    "fresh": {"qwk": 0.76, "r": 0.78, "items": 0.80, "answers": 60},
}
AT_MOST = {
    "answers": {"rmse": 0.17, "serious": 0.035, "reviewed": 0.3},
    "fresh": {"rmse": 0.23, "serious": 0.1, "reviewed": 0.4},
}
"""Measured: 0.90, 0.89, 87 %, 0.15, 2 %, 22 %; `fresh` 0.81, 0.83, 83 %, 0.20, 7 %, 28 %."""
least = pytest.mark.parametrize(
    ("file", "name"), [(file, name) for file, floors in AT_LEAST.items() for name in floors]
)
most = pytest.mark.parametrize(
    ("file", "name"), [(file, name) for file, caps in AT_MOST.items() for name in caps]
)


@pytest.fixture(scope="module")
def scored():
    scorer = LexicalScorer()
    return {file: BENCH["scored"](scorer, BENCH["read"](file)) for file in BENCH["FILES"]}


@pytest.fixture(scope="module")
def rows(scored):
    return [row for one in scored.values() for row in one]


@pytest.fixture(scope="module")
def figures(scored):
    return {file: BENCH["figures"](one) for file, one in scored.items()}


def test_there_are_ten_answers_to_each_of_twenty_questions() -> None:
    assert set(Counter(one["question"] for one in ANSWERS).values()) == {10}
    assert len(ANSWERS) == 200
    assert len({one["answer"] for one in ANSWERS}) == 200


def test_each_item_has_a_label_and_the_points_are_what_the_labels_come_to() -> None:
    for one in ANSWERS + FRESH:
        question = QUESTIONS[one["question"]]
        assert set(one["items"]) == {item.id for item in question.items}
        assert set(one["items"].values()) <= LABELS
        points = math.fsum(item.points * one["items"][item.id] for item in question.items)
        assert one["points"] == total_on_grid(points, question)


def test_none_of_the_answers_is_an_example_of_its_rubric() -> None:
    examples = {one.answer.strip() for q in QUESTIONS.values() for one in q.examples}
    assert not examples & {one["answer"].strip() for one in ANSWERS + FRESH}


@least
def test_agreement_with_the_labels_does_not_fall(figures, file, name) -> None:
    assert figures[file][name] >= AT_LEAST[file][name]


@most
def test_errors_and_doubts_do_not_rise(figures, file, name) -> None:
    assert figures[file][name] <= AT_MOST[file][name]


def test_suggestions_do_not_lean_one_way(rows) -> None:
    """A scorer that is generous or harsh as a whole would agree and still be unfair."""
    leaning = [
        (score.points - labelled["points"]) / question.max_points
        for labelled, question, score in rows
    ]
    assert abs(math.fsum(leaning) / len(leaning)) <= 0.05


def test_what_is_suggested_is_quoted_from_the_answer(rows) -> None:
    for labelled, _, score in rows:
        for item in score.items:
            if item.points:
                quote = item.evidence
                assert labelled["answer"][quote.start : quote.end] == quote.text


def test_kappa_is_one_for_equal_points_and_none_for_points_at_chance() -> None:
    kappa = BENCH["weighted_kappa"]
    assert kappa([0, 1, 2], [0, 1, 2]) == 1
    assert kappa([0, 0, 1, 1], [0, 1, 0, 1]) == 0
    assert kappa([0, 1], [1, 0]) == -1
