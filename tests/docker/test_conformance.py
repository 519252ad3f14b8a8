"""The Docker sandbox keeps every promise that it declares."""

import pytest

from autograder.model import Guarantee, ImageRecord
from autograder.sandbox.conformance import OpenSandbox, SandboxConformance
from autograder.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.docker


class TestDockerSandbox(SandboxConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def open_sandbox(cls, numpy_image: ImageRecord) -> OpenSandbox:
        return lambda: DockerSandbox(pool_size=2)

    def test_every_guarantee_is_declared(self) -> None:
        assert DockerSandbox.guarantees == frozenset(Guarantee)
