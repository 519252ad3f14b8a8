"""The process sandbox keeps what it promises; `--plain` workers serve one test and do not fit."""

import os

import pytest

from autograder.sandbox.conformance import OpenSandbox, SandboxConformance
from autograder.sandbox.process import ProcessSandbox

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


class TestProcessSandbox(SandboxConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def open_sandbox(cls) -> OpenSandbox:
        return lambda: ProcessSandbox(plain=False)
