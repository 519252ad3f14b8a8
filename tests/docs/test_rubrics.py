"""What docs/rubrics.md shows is what the reader and the scorer do."""

import re
from pathlib import Path

import pytest

from autograder.model import RubricItem
from autograder.rubric import LexicalScorer, advice_on, attack
from autograder.spec import load_rubric
from autograder.spec.rubric import _QuestionTable

TEXT = (Path(__file__).parents[2] / "docs" / "rubrics.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


@pytest.fixture
def question(tmp_path):
    file = tmp_path / "rubric.toml"
    file.write_text(re.search(r"^```toml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)[1])
    return load_rubric(file)[0]


@pytest.mark.parametrize(
    ("heading", "record"), [("question", _QuestionTable), ("item", RubricItem)]
)
def test_every_key_is_explained(heading, record) -> None:
    rows = TEXT.split(f"| {heading} | what it says |")[1].split("\n\n")[0]
    assert set(ROW.findall(rows)) == set(record.model_fields)


def test_the_example_is_sound(question) -> None:
    assert list(advice_on(question)) == []
    assert [one.attack.name for one in attack(LexicalScorer(), question) if not one.held] == []


def test_its_examples_are_suggested_what_they_were_graded(question) -> None:
    scorer = LexicalScorer()
    for example in question.examples:
        score = scorer.score(question, example.answer)
        assert (score.points, score.flags) == (example.points, ())
        assert {one.item_id: one.credit > 0.5 for one in score.items} == {
            name: credit == 1 for name, credit in example.items.items()
        }


def test_the_rubrics_of_the_bench_hold_against_every_attack() -> None:
    questions = load_rubric(Path(__file__).parents[2] / "bench" / "free_text_rubric.toml")
    scorer = LexicalScorer()
    tried = [
        (one.id, try_.attack.name)
        for one in questions
        for try_ in attack(scorer, one)
        if not try_.held
    ]
    assert len(questions) == 12
    assert tried == []
