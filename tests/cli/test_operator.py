"""`autograder doctor`, `image build` and a class in containers: they need an engine."""

import json

import pytest

pytestmark = pytest.mark.docker


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
