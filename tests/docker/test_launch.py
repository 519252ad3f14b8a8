"""One container's life, seen from outside."""

import select
from collections.abc import Iterator

import pytest

from autograder.errors import SandboxError
from autograder.model import ImageRecord
from autograder.sandbox.container import Box
from autograder.sandbox.engine import Engine
from autograder.sandbox.launch import OWNER_LABEL, Container, launch
from autograder.sandbox.owner import current_owner

pytestmark = pytest.mark.docker

COMMAND = ("python3", "-c")
WAIT = "import sys; sys.stdin.read()"
FAIL = "import sys; sys.exit('last words')"


@pytest.fixture
def box(numpy_image: ImageRecord) -> Box:
    return Box(numpy_image.digest, memory_mb=256, processes=16, disk_mb=16)


@pytest.fixture
def waiting(engine: Engine, box: Box) -> Iterator[Container]:
    container = launch(engine, box, command=(*COMMAND, WAIT))
    yield container
    container.end()
    container.remove()


def test_a_silent_container_is_alive(waiting: Container) -> None:
    assert waiting.is_alive()


def test_a_container_that_was_killed_is_not_alive(engine: Engine, waiting: Container) -> None:
    engine.api.kill(waiting.id)
    engine.api.wait(waiting.id)
    select.select([waiting.socket], [], [], 10)
    assert not waiting.is_alive()


def test_an_ended_container_leaves_its_last_words_and_status(engine: Engine, box: Box) -> None:
    container = launch(engine, box, command=(*COMMAND, FAIL))
    engine.api.wait(container.id)
    assert container.last_words() == "last words"
    fate = container.end()
    assert fate.exit_code == 1
    assert "status 1" in fate.reason
    container.remove()


def test_a_container_that_is_gone_has_a_fate_all_the_same(engine: Engine, box: Box) -> None:
    container = launch(engine, box, command=(*COMMAND, WAIT))
    engine.api.remove_container(container.id, force=True)
    assert "No such container" in container.end().reason
    container.remove()


def test_a_failed_start_leaves_nothing(engine: Engine, box: Box) -> None:
    mine = {"label": f"{OWNER_LABEL}={current_owner().label()}"}

    def containers():
        return {one["Id"] for one in engine.api.containers(all=True, filters=mine)}

    before = containers()
    with pytest.raises(SandboxError, match="no-such-program"):
        launch(engine, box, command=("no-such-program",))
    assert containers() <= before
