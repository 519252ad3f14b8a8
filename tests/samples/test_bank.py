"""The questions of bank and assignments: well formed, their graded examples in their order."""

import math
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from autograder import spec
from autograder.rubric import LexicalScorer, advice_on, attack
from autograder.rubric.totals import on_grid as total_on_grid
from autograder.written import find_written

BANK = Path(__file__).resolve().parents[2] / "assignments" / "bank"
IN_BANK = sorted(set(BANK.glob("*.toml")) - {BANK / "coverage.toml"})
IN_ASSIGNMENTS = sorted(BANK.parent.glob("*/rubric.toml"))
FILES = [*IN_BANK, *IN_ASSIGNMENTS]
QUESTIONS = [question for file in FILES for question in spec.load_rubric(file)]
BY_ID = {question.id: question for question in QUESTIONS}
ANSWERS = tomllib.loads(Path(__file__).with_name("bank_answers.toml").read_text(encoding="utf-8"))
LEAST_RIGHT, MOST_WRONG = 0.8, 0.5
each = pytest.mark.parametrize("question", QUESTIONS, ids=[one.id for one in QUESTIONS])


@pytest.fixture(scope="module")
def scorer():
    return LexicalScorer()


def read_points(score, question):
    """Return the points of the items that are scored; a person reads the others."""
    return math.fsum(item.points for item in score.items if item.points is not None)


def graded_points(example, question, score):
    """Return what the author gave for the items that are scored."""
    unread = {item.item_id for item in score.items if item.points is None}
    items = [item for item in question.items if item.id not in unread]
    return math.fsum(item.points * example.items[item.id] for item in items)


def falls(points):
    """Return for each answer but the last whether it is above the next."""
    return [left > right for left, right in pairwise(points)]


def test_the_bank_has_at_least_sixty_questions() -> None:
    assert sum(len(spec.load_rubric(file)) for file in IN_BANK) >= 60


@pytest.mark.parametrize("file", IN_BANK, ids=lambda file: file.stem)
def test_a_question_is_one_block_that_can_be_copied_and_given_a_source(file, tmp_path) -> None:
    copied = tmp_path / "rubric.toml"
    for block in file.read_text(encoding="utf-8").split("[[question]]\n")[1:]:
        named = block.replace("max_points", 'source = "answers.md#Question 4"\nmax_points', 1)
        copied.write_text(f"schema = 1\n\n[[question]]\n{named}", encoding="utf-8")
        (question,) = spec.load_rubric(copied)
        original = BY_ID[question.id].model_copy(update={"source": question.source, "place": ""})
        assert question.model_copy(update={"place": ""}) == original


def test_the_page_on_the_bank_names_each_file() -> None:
    page = (BANK.parents[1] / "docs" / "question-bank.md").read_text(encoding="utf-8")
    assert all(f"| `{file.name}` | " in page for file in IN_BANK)


def test_each_question_has_an_id_of_its_own_so_that_it_can_be_copied_anywhere() -> None:
    ids = [question.id for question in QUESTIONS]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("file", IN_ASSIGNMENTS, ids=lambda file: file.parent.name)
def test_an_assignment_asks_what_its_answers_have_headings_for(file) -> None:
    reference = BANK.parents[1] / "reference" / file.parent.name / "answers.md"
    headings = re.findall(r"^## (.+)$", reference.read_text(encoding="utf-8"), re.MULTILINE)
    asked = [question.source for question in spec.load_rubric(file)]
    assert asked == [f"answers.md#{heading}" for heading in headings]


def test_the_bank_is_no_assignment() -> None:
    assert BANK.name not in spec.assignment_slugs(BANK.parents[1])


@pytest.mark.parametrize("slug", [file.parent.name for file in IN_ASSIGNMENTS])
def test_the_references_own_answers_are_suggested_most_points(slug, scorer) -> None:
    """They were written before the rubrics."""
    assignment = spec.load_assignment(spec.assignment_folder(BANK.parents[1], slug))
    reference = spec.reference_submission(assignment)
    for question in assignment.rubric:
        score = scorer.score(question, find_written(question, reference).text)
        assert score.points >= LEAST_RIGHT * question.max_points, question.id


@each
def test_a_question_is_whole(question) -> None:
    most = 7 if all(item.kind == "code" for item in question.items) else 6
    assert 2 <= len(question.items) <= most
    assert math.fsum(item.points for item in question.items) == question.max_points
    assert question.misconceptions
    assert all(item.concepts for item in question.items if item.kind == "text")
    assert all(item.paraphrases for item in question.items if item.kind == "text")


@each
def test_a_question_has_a_model_answer_and_three_graded_ones(question) -> None:
    model, good, middling, wrong = question.examples
    assert model.points == question.max_points
    assert good.points > middling.points > wrong.points == 0
    for example in question.examples:
        assert set(example.items) == {item.id for item in question.items}
        credit = [item.points * example.items[item.id] for item in question.items]
        assert total_on_grid(math.fsum(credit), question) == example.points


@each
def test_suggestions_follow_the_authors_grades(question, scorer) -> None:
    scores = [scorer.score(question, one.answer) for one in question.examples]
    found = [read_points(score, question) for score in scores]
    graded = [
        graded_points(example, question, score)
        for example, score in zip(question.examples, scores, strict=True)
    ]
    steps = zip(found, graded, strict=True)
    assert all(abs(points - right) <= question.step for points, right in steps)
    assert falls(found) == falls(graded)


@each
def test_no_attack_gets_through(question, scorer) -> None:
    assert [one.attack.name for one in attack(scorer, question) if not one.held] == []


@each
def test_nothing_needs_a_second_look(question) -> None:
    assert list(advice_on(question)) == []


@each
def test_a_misconception_is_found_where_it_stands_and_not_in_a_full_answer(
    question, scorer
) -> None:
    for wrong in question.misconceptions:
        assert wrong.id in scorer.score(question, wrong.statement).misconceptions
    for example in question.examples:
        if example.points == question.max_points:
            assert scorer.score(question, example.answer).misconceptions == ()


def share(answer, scorer):
    """Return the share of the points, of those items that are scored."""
    question = BY_ID[answer["question"]]
    score = scorer.score(question, answer["answer"])
    reach = math.fsum(item.max_points for item in score.items if item.points is not None)
    return read_points(score, question) / reach


@pytest.mark.parametrize("answer", ANSWERS["right"], ids=lambda one: one["question"])
def test_a_right_answer_in_other_words_is_suggested_most_points(answer, scorer) -> None:
    assert share(answer, scorer) >= LEAST_RIGHT


@pytest.mark.parametrize("answer", ANSWERS["wrong"], ids=lambda one: one["question"])
def test_a_wrong_answer_that_sounds_right_is_suggested_half_at_most(answer, scorer) -> None:
    assert share(answer, scorer) <= MOST_WRONG
