"""Sample submissions get the verdict that their author declared.

In containers here: all that is right, and all that attacks. `make verify` runs every sample: a loop
that does not end burns a core until each of its checks has met its limit, twice. What wrong
samples are made of is in test_typical_mistakes.py, what broken ones do is in tests/attacks.
"""

import functools
import tomllib
from pathlib import Path

import pytest

from autograder import plugins, spec
from autograder.authoring.verify import Settings, verify_samples
from autograder.executors.local import LocalExecutor

ROOT = Path(__file__).resolve().parents[2]
JOBS = 3


def images(slug):
    text = (spec.assignment_folder(ROOT, slug) / "assignment.toml").read_text(encoding="utf-8")
    values = tomllib.loads(text)
    return {values.get("image", "numpy"), *(task.get("image", "numpy") for task in values["task"])}


SLUGS = [
    pytest.param(slug, marks=[pytest.mark.torch_image] if "torch" in images(slug) else [])
    for slug in spec.assignment_slugs(ROOT)
]


@pytest.fixture(scope="module")
def sandbox():
    """Open each kind of sandbox once."""
    opened = {}

    def get(name):
        if name not in opened:
            opened[name] = plugins.load("sandboxes", name)()
        return opened[name]

    yield get
    for one in opened.values():
        one.close()


def breaches(slug, places, sandbox, groups=None):
    sandboxes = {place: functools.partial(sandbox, name) for place, name in places.items()}
    settings = Settings(level="full", sandboxes=sandboxes, executor=LocalExecutor(JOBS), seeds=1)
    report = verify_samples(spec.assignment_folder(ROOT, slug), settings, groups)
    assert report.problems == ()
    assert report.rows
    return [f"{finding.subject}: {finding.message}" for finding in report.findings]


@pytest.mark.docker
@pytest.mark.parametrize("slug", SLUGS)
def test_right_and_hostile_samples_get_their_verdict_in_docker(slug, sandbox):
    places = {"home": "docker", "docker": "docker"}
    assert breaches(slug, places, sandbox, ("right", "hostile")) == []


def test_harmless_samples_get_their_verdict_in_the_process_sandbox(sandbox):
    assert breaches("optimizers", {"home": "process"}, sandbox) == []
