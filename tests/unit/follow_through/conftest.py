"""A chain of two files: the net builds on the layers. Graded for real, in processes."""

from pathlib import Path

import pytest

from autograder.grading import Grader
from autograder.model import Student, Submission, SubmittedFile, digest_of
from autograder.sandbox.process import ProcessSandbox
from autograder.spec import load_assignment

COURSE = Path(__file__).parent / "course"
REFERENCE = COURSE / "reference" / "chain"


@pytest.fixture(scope="session")
def sandbox():
    with ProcessSandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def assignment():
    return load_assignment(COURSE / "assignments" / "chain")


@pytest.fixture(scope="session")
def grader(assignment, sandbox):
    with Grader(assignment, sandbox, secret=b"secret") as grader:
        yield grader


@pytest.fixture(scope="session")
def layers():
    return (REFERENCE / "layers.py").read_text()


@pytest.fixture(scope="session")
def net():
    return (REFERENCE / "net.py").read_text()


@pytest.fixture(scope="session")
def submit(layers, net):
    def make(layers=layers, net=net):
        texts = {"layers.py": layers, "net.py": net}
        files = tuple(
            SubmittedFile(path=path, content=text.encode())
            for path, text in texts.items()
            if text is not None
        )
        return Submission(
            id="ada", assignment="chain", student=Student(id="ada"),
            digest=digest_of(files), files=files,
        )  # fmt: skip

    return make


@pytest.fixture(scope="session")
def points():
    def of(grade):
        return {task.id: task.points for task in grade.tasks}

    return of
