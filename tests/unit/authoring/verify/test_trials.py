import shutil
from collections import Counter
from pathlib import Path

import pytest

from autograder.authoring.verify.trials import mistake_trials, sample_trials
from autograder.model import CheckResult, Outcome
from autograder.spec import load_assignment, load_catalogue

COURSE = Path(__file__).parent / "course"
PENALTIES = COURSE / "assignments" / "penalties"


@pytest.fixture(scope="module")
def assignment():
    return load_assignment(PENALTIES)


def places(assignment, seeds, possible, attacks=2):
    trials = list(sample_trials(assignment, range(seeds), possible, range(attacks)))
    assert len({trial.id for trial in trials}) == len(trials)
    return Counter((f"{trial.kind}.{trial.name}", trial.place) for trial in trials)


def test_of_three_seeds_of_a_sample_two_run_in_docker(assignment):
    assert places(assignment, 3, {"home", "docker"}) == {
        ("right.loops", "home"): 1,
        ("right.loops", "docker"): 2,
        ("wrong.adds", "home"): 1,
        ("wrong.adds", "docker"): 2,
        ("broken.no_return", "docker"): 2,
    }


def test_more_seeds_are_for_where_it_is_quicker(assignment):
    assert places(assignment, 5, {"home", "docker"})["right.loops", "home"] == 3


def test_attacks_have_a_number_of_seeds_of_their_own(assignment):
    assert places(assignment, 5, {"home", "docker"}, attacks=5)["broken.no_return", "docker"] == 5


def test_without_docker_only_what_attacks_nothing_runs_at_home(assignment):
    assert places(assignment, 3, {"home"}) == {
        ("right.loops", "home"): 3,
        ("wrong.adds", "home"): 3,
        ("broken.no_return", "docker"): 2,
    }


@pytest.mark.parametrize(
    ("group", "declared", "shares"),
    [
        ("wrong", "", True),
        ("broken", "", True),
        ("broken", 'sandbox = "docker"\n', False),
        ("hostile", "", False),
    ],
)
def test_what_attacks_shares_its_worker_with_nobody(tmp_path, group, declared, shares):
    course = shutil.copytree(COURSE, tmp_path / "course")
    samples = course / "assignments" / "penalties" / "submissions"
    shutil.copytree(samples / "right" / "loops", samples / group / "one")
    with (samples / "verdicts.toml").open("a") as file:
        file.write(f"\n[{group}.one]\npoints = 0\n{declared}")
    trials = sample_trials(load_assignment(samples.parent), range(1), {"home", "docker"}, range(1))
    assert [trial.is_harmless for trial in trials if trial.name == "one"] == [shares]


def test_what_a_mistake_may_change_is_run_whatever_the_reference_gave(assignment):
    result = CheckResult(
        name="hidden/test_penalties.py::test_penalty", task="penalty", outcome=Outcome.PASSED,
        points=1, max_points=1,
    )  # fmt: skip
    trials = mistake_trials(assignment, load_catalogue(assignment), range(1), (result,))
    # Both tasks are about one file, so every mistake reaches both.
    assert [trial.done for trial in trials] == [(), ()]
