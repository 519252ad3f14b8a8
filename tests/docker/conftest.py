"""The images hold the worker of this very tree; bringing them up to date takes a second."""

import os
from collections.abc import Iterator

import pytest

from autograder.errors import SandboxError
from autograder.model import ImageRecord
from autograder.sandbox.engine import Engine
from autograder.sandbox.images import build_image


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    opened = Engine()
    try:
        with opened.trouble("reach the engine"):
            opened.api.ping()
    except SandboxError as error:
        if os.environ.get("AUTOGRADER_REQUIRE_ENGINE"):
            raise
        pytest.skip(f"needs a Docker Engine that answers: {error}")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def numpy_image(engine: Engine) -> ImageRecord:
    return build_image("numpy")
