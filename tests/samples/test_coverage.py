"""Each part of the course material is asked for by a question or by a task."""

import tomllib
from pathlib import Path

import pytest

from autograder import spec

ROOT = Path(__file__).resolve().parents[2]
BANK = ROOT / "assignments" / "bank"
COVERAGE = tomllib.loads((BANK / "coverage.toml").read_text(encoding="utf-8"))["item"]
TOPICS = {"Graded exam": 6, "Quiz 1": 11, "Quiz 2": 40, "Practice questions": 14}
"""At least as many parts as the material names."""


def questions():
    files = sorted(set(BANK.glob("*.toml")) - {BANK / "coverage.toml"})
    return {one.id for file in files for one in spec.load_rubric(file)}


def tasks():
    found = set()
    for slug in spec.assignment_slugs(ROOT):
        assignment = spec.load_assignment(spec.assignment_folder(ROOT, slug))
        found |= {f"{slug}/{task.id}" for task in assignment.tasks}
        rubric = ROOT / "assignments" / slug / "rubric.toml"
        found |= {f"{slug}/{one.id}" for one in spec.load_rubric(rubric)}
    return found


@pytest.fixture(scope="module")
def targets():
    return questions() | tasks()


@pytest.mark.parametrize("item", COVERAGE, ids=[f"{i['topic']}: {i['item']}" for i in COVERAGE])
def test_a_part_of_the_material_is_asked_for(item, targets) -> None:
    assert set(item) == {"topic", "item", "targets"}
    assert item["targets"]
    assert set(item["targets"]) <= targets


@pytest.mark.parametrize(("topic", "fewest"), TOPICS.items(), ids=TOPICS)
def test_no_source_has_lost_its_parts(topic, fewest) -> None:
    assert sum(item["topic"] == topic for item in COVERAGE) >= fewest


def test_each_part_is_listed_once() -> None:
    named = [(item["topic"], item["item"]) for item in COVERAGE]
    assert len(named) == len(set(named))


def test_each_question_of_the_bank_serves_a_part() -> None:
    assert questions() == {one for item in COVERAGE for one in item["targets"] if "/" not in one}
