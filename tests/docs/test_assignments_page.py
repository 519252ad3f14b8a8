"""docs/assignments.md counts what stands in the folders; a failure shows the right row."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from autograder import spec

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "assignments.md").read_text(encoding="utf-8")
SLUGS = spec.assignment_slugs(ROOT)
each = pytest.mark.parametrize("slug", SLUGS)


def section(slug):
    return TEXT.split(f"\n## {slug}\n")[1].split("\n## ")[0]


def checks(slug, suite):
    """Return the number of check functions of each task."""
    found = Counter()
    for file in (ROOT / "assignments" / slug / "tests" / suite).glob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found.update(_tasks(node))
    return found


def _tasks(function):
    calls = [one for one in function.decorator_list if isinstance(one, ast.Call)]
    marks = [one for one in calls if ast.unparse(one.func) == "pytest.mark.task"]
    return [one.args[0].value for one in marks]


def rubric(slug):
    return spec.load_rubric(ROOT / "assignments" / slug / "rubric.toml")


def loaded(slug):
    assignment = spec.load_assignment(spec.assignment_folder(ROOT, slug))
    return assignment, spec.load_catalogue(assignment).mistakes


@each
def test_each_task_has_its_row(slug) -> None:
    public, hidden = checks(slug, "public"), checks(slug, "hidden")
    assignment, mistakes = loaded(slug)
    wrong = Counter(task for mistake in mistakes for task in mistake.fails)
    for task in assignment.tasks:
        counts = f"{task.points:g} | {public[task.id]} | {hidden[task.id]} | {wrong[task.id]}"
        assert f"| {task.title} | `{task.file}` | {counts} |" in section(slug)


@each
def test_each_question_has_its_row(slug) -> None:
    for question in rubric(slug):
        assert f"| `{question.id}` | {question.max_points:g} | " in section(slug)


@each
def test_the_first_table_adds_up_what_follows(slug) -> None:
    assignment, mistakes = loaded(slug)
    numbers = [
        len(assignment.tasks),
        sum(task.points for task in assignment.tasks),
        checks(slug, "public").total(),
        checks(slug, "hidden").total(),
        len(mistakes),
        len(spec.load_samples(assignment)),
        len(rubric(slug)),
        sum(question.max_points for question in rubric(slug)),
    ]
    row = " | ".join(f"{one:g}" for one in numbers)
    assert f"| [{slug}](#{slug}) | {row} |" in TEXT
