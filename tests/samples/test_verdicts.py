"""Every sample submission gets the verdict that its author declared, through the command line."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SLUGS = ("optimizers", "convolution")
HARMLESS = ("right", "partial", "wrong")


def verdicts(slug):
    path = ROOT / "assignments" / slug / "submissions" / "verdicts.toml"
    declared = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        f"{group}.{name}": verdict
        for group, samples in declared.items()
        for name, verdict in samples.items()
    }


def graded(slug, names, folder, sandbox):
    """Grade the samples `names` in one class run; return grades by name."""
    source = ROOT / "assignments" / slug / "submissions"
    for name in names:
        shutil.copytree(source.joinpath(*name.split(".", 1)), folder / "class" / name)
    command = [sys.executable, "-m", "autograder", "grade", slug, str(folder / "class")]
    command += ["-o", str(folder / "out"), "--course", str(ROOT), "--sandbox", sandbox]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    assert run.returncode == 0, run.stderr
    return {name: json.loads((folder / "out" / name / "grade.json").read_text()) for name in names}


def breaches(grade, verdict):
    """What of `verdict` does not hold, in words."""
    lost = {task["id"] for task in grade["tasks"] if task["points"] != task["max_points"]}
    ends = {check["outcome"] for check in grade["checks"] if check["outcome"] != "passed"}
    found = []
    if "points" in verdict and grade["points"] != verdict["points"]:
        found.append(f"points: {verdict['points']} declared, {grade['points']} given")
    if "at_most" in verdict and (grade["points"] is None or grade["points"] > verdict["at_most"]):
        found.append(f"points: at most {verdict['at_most']} declared, {grade['points']} given")
    if "fails" in verdict and lost != set(verdict["fails"]):
        found.append(f"tasks that lose: {verdict['fails']} declared, {sorted(lost)} found")
    if "outcomes" in verdict and not ends <= set(verdict["outcomes"]):
        found.append(f"outcomes: {verdict['outcomes']} declared, {sorted(ends)} found")
    return found


def assert_verdicts(slug, grades):
    declared = verdicts(slug)
    wrong = {name: breaches(grade, declared[name]) for name, grade in grades.items()}
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_sample_folder_declares_a_verdict(slug):
    folders = (ROOT / "assignments" / slug / "submissions").glob("*/*/")
    assert {f"{path.parent.name}.{path.name}" for path in folders} == set(verdicts(slug))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_verdict_names_points_and_known_keys(slug):
    for name, verdict in verdicts(slug).items():
        assert len({"points", "at_most"} & set(verdict)) == 1, name
        assert set(verdict) <= {"points", "at_most", "fails", "outcomes", "sandbox"}, name


@pytest.mark.docker
@pytest.mark.parametrize("slug", SLUGS)
def test_every_sample_gets_its_verdict_in_docker(slug, tmp_path):
    assert_verdicts(slug, graded(slug, list(verdicts(slug)), tmp_path, "docker"))


@pytest.mark.parametrize("slug", SLUGS)
def test_harmless_samples_get_their_verdict_in_the_process_sandbox(slug, tmp_path):
    harmless = [name for name in verdicts(slug) if name.split(".")[0] in HARMLESS]
    assert_verdicts(slug, graded(slug, harmless, tmp_path, "process"))


def test_a_broken_verdict_would_be_seen():
    grade = {
        "points": 40,
        "tasks": [{"id": "adam", "points": 2, "max_points": 12}],
        "checks": [{"outcome": "timeout"}],
    }
    assert breaches(grade, {"points": 50, "fails": [], "outcomes": ["failed"]}) != []
    assert breaches(grade, {"points": 40, "fails": ["adam"], "outcomes": ["timeout"]}) == []
