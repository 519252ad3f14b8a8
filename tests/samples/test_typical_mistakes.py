"""Each mistake that real students make most: the check that catches it, the sentence they read.

typical_mistakes.toml names them. Where the sentence is that of mistakes.toml, the mistake has to be
recognised; elsewhere the student reads what the check itself says, and is told nothing wrong.
"""

import tomllib
from pathlib import Path

import pytest

from autograder import plugins, spec
from autograder.grading import Grader
from autograder.model import Outcome

ROOT = Path(__file__).resolve().parents[2]
TRIES = 3
TABLE = tomllib.loads((Path(__file__).parent / "typical_mistakes.toml").read_text())


def image(slug, one):
    assignment = spec.load_assignment(spec.assignment_folder(ROOT, slug))
    return assignment.image_of(assignment.task(one["task"]))


def cases():
    """Group by assignment and image: each group needs one warm grader."""
    groups = {}
    for slug, mistakes in TABLE.items():
        for one in mistakes:
            groups.setdefault((slug, image(slug, one)), []).append(one)
    for (slug, name), mistakes in groups.items():
        marks = [pytest.mark.docker, pytest.mark.torch_image] if name == "torch" else []
        yield pytest.param(slug, name, mistakes, id=f"{slug}, {name}", marks=marks)


def wrong(assignment, one):
    """Return the mistaken submission, and the sentence of mistakes.toml."""
    catalogue = spec.load_catalogue(assignment)
    if "convention" in one:
        variant = catalogue.variant(one["convention"], one["value"])
        other = spec.with_conventions(assignment, ((one["convention"], one["value"]),))
        name = f"{one['convention']} = {one['value']}"
        return spec.edited(spec.reference_submission(other), (), name), variant.says
    (mistake,) = [mistake for mistake in catalogue.mistakes if mistake.id == one["id"]]
    reference = spec.reference_submission(assignment)
    return spec.edited(reference, mistake.edits, mistake.id), mistake.says


def caught(grader, submission, one):
    """Return the failed check; try again if a busy machine left no time to name the mistake."""
    for _ in range(TRIES):
        (check,) = grader.grade(submission).checks
        if one["reads"] in (check.title, check.diagnosis):
            break
    return check


@pytest.mark.parametrize(("slug", "name", "mistakes"), [*cases()])
def test_a_typical_mistake_is_caught_and_named(slug, name, mistakes):
    assignment = spec.load_assignment(spec.assignment_folder(ROOT, slug))
    sandbox = plugins.load("sandboxes", "docker" if name == "torch" else "process")()
    try:
        with Grader(assignment, sandbox, secret=b"typical", keeps_workers=True) as grader:
            checks = {check.name: check for check in grader.collect()}
            for one in mistakes:
                grader.adopt([checks[one["check"]]])
                submission, says = wrong(assignment, one)
                check = caught(grader, submission, one)
                assert check.outcome is Outcome.FAILED, one
                assert one["reads"] in (check.title, check.diagnosis), one
                assert check.diagnosis in ("", says), one
    finally:
        sandbox.close()
