"""A tiny course that holds, and a way to break it in one place."""

import shutil
from pathlib import Path

import pytest

from autograder.authoring.verify import Settings, verify
from autograder.executors.local import LocalExecutor
from autograder.sandbox.process import ProcessSandbox

COURSE = Path(__file__).parent / "course"
TASK = "assignments/penalties/"


class Trialled:
    """A copy of the tiny course; `report` holds it against its author's word."""

    def __init__(self, folder, sandbox):
        self.folder = folder
        self.sandbox = sandbox
        shutil.copytree(COURSE, folder, dirs_exist_ok=True)

    @property
    def assignment(self):
        return self.folder / "assignments" / "penalties"

    def edit(self, name, old, new):
        file = self.folder / name
        text = file.read_text()
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {name}"
        file.write_text(text.replace(old, new))

    def settings(self, level="full", seeds=2, **more):
        more.setdefault("sandboxes", {"home": lambda: self.sandbox})
        return Settings(level=level, seeds=seeds, executor=LocalExecutor(2), **more)

    def report(self, level="full", seeds=2, **more):
        return verify(self.assignment, self.settings(level, seeds, **more))


@pytest.fixture(scope="session")
def process_sandbox():
    with ProcessSandbox() as sandbox:
        yield sandbox


@pytest.fixture
def course(tmp_path, process_sandbox):
    return Trialled(tmp_path, process_sandbox)


@pytest.fixture(scope="session")
def sound(tmp_path_factory, process_sandbox):
    """The report on the course as it is."""
    return Trialled(tmp_path_factory.mktemp("sound"), process_sandbox).report()
