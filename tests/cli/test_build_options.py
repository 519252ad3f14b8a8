"""What `image build` and `doctor` hand to the sandbox: real builds are tests of the sandbox."""

import signal
import sys

import pytest

from autograder import sandbox
from autograder.cli.app import main
from autograder.model import ImageRecord


@pytest.fixture
def typed(monkeypatch):
    """Type a command line within this process; returns its exit code."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["autograder", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code

    terminates = signal.getsignal(signal.SIGTERM)
    yield run
    signal.signal(signal.SIGTERM, terminates)


@pytest.fixture
def built(monkeypatch):
    asked = []

    def build_image(name, **options):
        asked.append((name, options))
        return ImageRecord(name=name, digest="sha256:1")

    monkeypatch.setattr(sandbox, "build_image", build_image)
    return asked


def test_by_default_numpy_is_built_without_a_network(typed, built):
    assert typed("image", "build") == 0
    usual = {"base": "auto", "torch": sandbox.TORCH, "network": False}
    assert built == [("numpy", usual)]


def test_the_options_of_a_build_arrive(typed, built):
    wanted = ("--torch", "torch==2.4.1", "--network", "--base", "debian")
    assert typed("image", "build", "numpy", "torch", *wanted) == 0
    options = {"base": "debian", "torch": "torch==2.4.1", "network": True}
    assert built == [("numpy", options), ("torch", options)]


def test_an_assignments_dockerfile_is_built_by_its_path(typed, built, place):
    dockerfile = place.toml.with_name("Dockerfile")
    dockerfile.write_text("FROM autograder/numpy:latest\n")
    assert typed("image", "build", "sums", "--course", place.course) == 0
    assert [name for name, _ in built] == [str(dockerfile)]


def test_nothing_is_built_if_one_name_is_wrong(typed, built, place, capsys):
    assert typed("image", "build", "numpy", "sums", "--course", place.course) == 2
    assert built == []
    assert "'sums' has no Dockerfile" in capsys.readouterr().err


def test_doctor_looks_at_each_image_that_is_named(typed, monkeypatch):
    asked = []

    def diagnose(**settings):
        asked.append(settings)
        return [sandbox.Finding(name="engine", ok=True, words="fine")]

    monkeypatch.setattr(sandbox, "diagnose", diagnose)
    assert typed("doctor", "--image", "numpy", "--image", "torch", "--runtime", "runsc") == 0
    assert asked == [{"runtime": "runsc", "images": ["numpy", "torch"]}]
