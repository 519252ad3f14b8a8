import socket
from pathlib import Path

import pytest
from docker.errors import APIError

from autograder.errors import SandboxError
from autograder.sandbox.docker import DockerSandbox
from autograder.sandbox.doctor import diagnose
from autograder.sandbox.engine import Engine

DISK_FULL = APIError("refused", explanation="write /x: no space left on device")
NO_IMAGE = APIError("refused", explanation="No such image: sha256:0")
TOO_MANY = APIError("refused", explanation="connection limit reached")


@pytest.fixture
def engine_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/nobody.sock")


@pytest.mark.usefixtures("engine_is_gone")
def test_an_engine_that_does_not_answer_is_said_in_words() -> None:
    with pytest.raises(SandboxError, match="systemctl start docker"):
        _ = Engine().api


@pytest.mark.usefixtures("engine_is_gone")
def test_the_doctor_without_an_engine_has_one_finding_with_advice() -> None:
    [finding] = diagnose()
    assert not finding.ok
    assert "start Docker" in finding.advice


@pytest.mark.usefixtures("engine_is_gone")
def test_opening_a_sandbox_asks_nothing_of_the_engine() -> None:
    with DockerSandbox() as sandbox:
        assert sandbox.name == "docker"


def test_an_engine_that_hangs_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "silent.sock"))
        silent.listen()
        monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/silent.sock")
        engine = Engine(timeout_seconds=0.1)
        with pytest.raises(SandboxError, match="does not answer"):
            _ = engine.api


def test_a_full_disk_is_said_in_words() -> None:
    engine = Engine()
    with pytest.raises(SandboxError, match="disk is full"), engine.trouble("build an image"):
        raise DISK_FULL


def test_a_removed_image_is_said_in_words() -> None:
    engine = Engine()
    with pytest.raises(SandboxError, match="autograder image build"), engine.trouble("start"):
        raise NO_IMAGE


def test_a_refusal_of_the_engine_is_not_taken_for_its_absence() -> None:
    engine = Engine()
    with pytest.raises(SandboxError, match="autograder doctor") as raised, engine.trouble("start"):
        raise TOO_MANY
    assert "does not answer" not in str(raised.value)


def test_a_programming_error_passes_unchanged() -> None:
    with pytest.raises(KeyError), Engine().trouble("start"):
        raise KeyError
