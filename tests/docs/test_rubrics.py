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


CODE = """z = h(x, wh); u = g(z, wg); y = f(u, wf); dL/df = dloss(y, t)
dwf = dL/df * df/dwf; dwg = dL/df * df/du * dg/dwg
dwh = dL/df * df/du * dg/dz * dh/dwh
subtract lr times dwf from wf"""


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("formula", r"$v_{t+1} = \beta v_t - \eta \nabla L$"),
        ("formula", "v ← βv − ηg"),  # noqa: RUF001 - as the page writes it
        ("formula", "v = mu*v + lr*g, then w = w - v"),
        ("code", CODE),
    ],
)
def test_the_formula_and_the_steps_are_read_as_the_page_says(tmp_path, kind, answer) -> None:
    keys = re.search(rf'^```toml\n(kind = "{kind}".*?)^```$', TEXT, re.MULTILINE | re.DOTALL)[1]
    file = tmp_path / "rubric.toml"
    head = 'schema = 1\n[[question]]\nid = "q"\nprompt = "Which one?"\nmax_points = 1\n'
    file.write_text(f'{head}[[question.item]]\nid = "i"\npoints = 1\nstatement = "So."\n{keys}')
    (question,) = load_rubric(file)
    (item,) = LexicalScorer().score(question, answer).items
    assert item.verdict == "met", item.reason
