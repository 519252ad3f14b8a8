"""`autograder doctor`, `image build` and a class in containers: they need an engine."""

import json

import pytest

from autograder.sandbox.owner import parse_owner

from .patience import PATIENCE, until

pytestmark = pytest.mark.docker

HANGS = "import time\n\n\ndef double(x):\n    time.sleep(60)\n\n\ntotal = double\n"


def containers_of(pid):
    import docker

    client = docker.from_env()
    try:
        found = client.api.containers(all=True, filters={"label": "autograder.owner"})
    finally:
        client.close()
    owners = [parse_owner(one["Labels"]["autograder.owner"]) for one in found]
    return [owner for owner in owners if owner and owner.pid == pid]


def test_doctor_proves_each_limit(place):
    ended = place.run("doctor", "--json")
    assert ended.code == 0, ended
    findings = json.loads(ended.out)
    assert all(finding["ok"] for finding in findings)
    assert {"image numpy", "limit: network", "limit: memory"} <= {one["name"] for one in findings}


def test_doctor_names_a_runtime_that_is_not_there(place):
    ended = place.run("doctor", "--runtime", "moonshine")
    assert ended.code == 3
    assert "runtime 'moonshine' is not among" in ended.out


def test_an_image_that_is_up_to_date_is_named_with_its_packages(place):
    ended = place.run("image", "build", "numpy")
    assert ended.code == 0, ended
    assert ended.out.startswith("numpy: sha256:")
    assert "numpy 2" in ended.out


@pytest.mark.parametrize("command", [("image", "build", "sums"), ("doctor", "--image", "sums")])
def test_an_assignment_without_a_dockerfile_has_no_image(place, command):
    ended = place.run(*command, "--course", "course")
    assert ended.code == 2
    assert "'sums' has no Dockerfile; images of ours are: numpy, torch" in ended.err


def test_a_class_is_graded_in_containers_by_default(place):
    place.hand_in("ada")
    ended = place.run("grade", "sums", "class", "-o", "out", "--course", "course", "--json")
    assert ended.code == 0, ended
    assert [(row["points"], row["isolated"]) for row in ended.json] == [(6, True)]
    assert "not isolated" not in ended.err


def test_an_engine_that_went_away_blanks_grades_and_a_rerun_fills_them(place):
    command = ("grade", "sums", "class", "-o", "out", "--course", "course")
    place.hand_in("ada")
    assert place.run(*command).code == 0
    place.hand_in("bo")
    ended = place.run(*command, DOCKER_HOST="unix:///nonexistent")
    assert ended.code == 3
    assert "1 of 2 submissions are not graded, which is no student's fault" in ended.err
    assert "the Docker Engine does not answer" in ended.err
    assert place.table() == [("ada", "6.0"), ("bo", "")]
    assert place.run(*command).code == 0
    assert place.table() == [("ada", "6.0"), ("bo", "6.0")]


def test_who_ends_the_grader_ends_every_container_and_calls_no_student_wrong(place):
    place.hand_in("ada", HANGS)
    process = place.start("grade", "sums", "class", "-o", "out", "--course", "course")
    until((place.out / "ada" / "journal.jsonl").exists, process)
    process.terminate()
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert containers_of(process.pid) == []
    assert place.grades() == {}
